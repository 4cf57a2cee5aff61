package org.fascicle.backend.cpu.reduction;

import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Worker;
import org.fascicle.graph.Shape;

/**
 * Sums or products up to each place along an axis: {@code [outer, length, inner]}. Each element is joined to the result
 * before it.
 */
public final class RunningFold implements Kernel {
    private static final int CHUNK = 4 * WIDTH;

    private final Bank bank;
    private final Place source;
    private final Place destination;
    private final boolean product;
    private final boolean fromEnd;
    private final int outer;
    private final int length;
    private final int inner;
    private final int chunks;

    /** A fold along an axis of floats or ints. */
    public RunningFold(Bank bank, Shape shape, int axis, boolean product, boolean fromEnd, Place source,
            Place destination) {
        this.bank = bank;
        this.source = source;
        this.destination = destination;
        this.product = product;
        this.fromEnd = fromEnd;
        this.outer = shape.range(0, axis).elements();
        this.length = shape.size(axis);
        this.inner = shape.range(axis + 1, shape.rank()).elements();
        this.chunks = Math.ceilDiv(inner, CHUNK);
    }

    @Override
    public int extent() {
        return length == 0 ? 0 : outer * chunks;
    }

    @Override
    public long nanoseconds() {
        return (long) outer * length * (inner == 1 ? 2 : inner / 4);
    }

    @Override
    public void run(Worker worker, int from, int to) {
        for (int part = from; part < to; part++) {
            int column = part % chunks * CHUNK;
            int begin = part / chunks * length * inner + column + (fromEnd ? (length - 1) * inner : 0);
            int columns = Math.min(CHUNK, inner - column);
            int x = source.offset() + begin;
            int y = destination.offset() + begin;
            if (bank == Bank.INTS) {
                ints(worker.arena().ints(), x, y, columns);
            } else {
                floats(worker.arena().floats(), x, y, columns);
            }
        }
    }

    private void floats(float[] f, int x, int y, int columns) {
        System.arraycopy(f, x, f, y, columns);
        int step = fromEnd ? -inner : inner;
        for (int i = 1; i < length; i++) {
            int at = i * step;
            int j = 0;
            for (; j + WIDTH <= columns; j += WIDTH) {
                FloatVector before = FloatVector.fromArray(FLOATS, f, y + at - step + j);
                FloatVector next = FloatVector.fromArray(FLOATS, f, x + at + j);
                // no vector chosen by a condition: where C2 does not know which it is, it makes objects of both
                if (product) {
                    before.mul(next).intoArray(f, y + at + j);
                } else {
                    before.add(next).intoArray(f, y + at + j);
                }
            }
            for (; j < columns; j++) {
                float before = f[y + at - step + j];
                f[y + at + j] = product ? before * f[x + at + j] : before + f[x + at + j];
            }
        }
    }

    private void ints(int[] f, int x, int y, int columns) {
        System.arraycopy(f, x, f, y, columns);
        int step = fromEnd ? -inner : inner;
        for (int i = 1; i < length; i++) {
            int at = i * step;
            for (int j = 0; j < columns; j++) {
                int before = f[y + at - step + j];
                f[y + at + j] = product ? before * f[x + at + j] : before + f[x + at + j];
            }
        }
    }
}
