package org.fascicle.backend.cpu.movement;

import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Worker;

/**
 * Adds rows to where numbers say, in the order of the numbers. Threads share the columns, so each sum is one chain.
 */
public record ScatterAddRows(Bank bank, RowNumbers numbers, Place source, Place destination, int length)
        implements Kernel {
    private static final int CHUNK = 64;

    @Override
    public int extent() {
        return Math.ceilDiv(length, CHUNK);
    }

    @Override
    public long nanoseconds() {
        return numbers.count() * (2L + length / 4);
    }

    @Override
    public void run(Worker worker, int from, int to) {
        int first = from * CHUNK;
        int width = Math.min(length, to * CHUNK) - first;
        int[] ints = worker.arena().ints();
        int at = source.offset() + first;
        int into = destination.offset() + first;
        if (bank == Bank.FLOATS) {
            add(worker.arena().floats(), ints, into, at, width);
        } else {
            add(ints, into, at, width);
        }
    }

    private void add(float[] f, int[] ints, int first, int source, int width) {
        if (length == 1) {
            // single elements, such as those that a pool has chosen
            for (int row = 0; row < numbers.count(); row++) {
                f[first + numbers.get(ints, row)] += f[source + row];
            }
            return;
        }
        for (int row = 0; row < numbers.count(); row++) {
            int to = first + numbers.get(ints, row) * length;
            int from = source + row * length;
            int i = 0;
            for (; i + WIDTH <= width; i += WIDTH) {
                FloatVector.fromArray(FLOATS, f, to + i).add(FloatVector.fromArray(FLOATS, f, from + i))
                        .intoArray(f, to + i);
            }
            for (; i < width; i++) {
                f[to + i] += f[from + i];
            }
        }
    }

    private void add(int[] x, int first, int source, int width) {
        for (int row = 0; row < numbers.count(); row++) {
            int to = first + numbers.get(x, row) * length;
            int from = source + row * length;
            for (int i = 0; i < width; i++) {
                x[to + i] += x[from + i];
            }
        }
    }
}
