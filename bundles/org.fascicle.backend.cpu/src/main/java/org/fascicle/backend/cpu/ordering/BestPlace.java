package org.fascicle.backend.cpu.ordering;

import org.fascicle.backend.cpu.machine.Arena;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Worker;
import org.fascicle.graph.Shape;

/** The place of the largest or smallest value of each line: the first of equals, the first NaN where there is one. */
public final class BestPlace implements Kernel {
    private final Line line;
    private final Place destination;
    private final boolean largest;

    /** A search along an axis of floats or ints. */
    public BestPlace(Bank bank, Shape shape, int axis, boolean largest, Place source, Place destination) {
        this.line = Line.of(bank, source, shape, axis);
        this.destination = destination;
        this.largest = largest;
    }

    @Override
    public int extent() {
        return line.count();
    }

    @Override
    public long nanoseconds() {
        return (long) line.count() * line.length();
    }

    @Override
    public void run(Worker worker, int from, int to) {
        Arena arena = worker.arena();
        int results = destination.offset();
        for (int i = from; i < to; i++) {
            arena.ints()[results + i] = line.bank() == Bank.INTS ? ofInts(arena.ints(), line.first(i))
                    : ofFloats(arena.floats(), line.first(i));
        }
    }

    private int ofFloats(float[] f, int first) {
        int at = line.place().offset() + first;
        int best = 0;
        float value = f[at];
        for (int i = 1; i < line.length() && value == value; i++) {
            float next = f[at + i * line.inner()];
            if (largest ? !(next <= value) : !(next >= value)) {
                value = next;
                best = i;
            }
        }
        return best;
    }

    private int ofInts(int[] x, int first) {
        int at = line.place().offset() + first;
        int best = 0;
        for (int i = 1; i < line.length(); i++) {
            int next = x[at + i * line.inner()];
            int value = x[at + best * line.inner()];
            best = largest ? next > value ? i : best : next < value ? i : best;
        }
        return best;
    }
}
