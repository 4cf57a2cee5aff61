package org.fascicle.backend.cpu.movement;

import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Worker;

/**
 * Zeros, to which rows are added where numbers say, in the order of the numbers. Threads share the columns, so each sum
 * is one chain.
 */
public record ScatterAddRows(Bank bank, RowNumbers numbers, int source, int destination, int length)
        implements Kernel {
    private static final int CHUNK = 64;

    @Override
    public int extent() {
        return Math.ceilDiv(length, CHUNK);
    }

    @Override
    public long nanoseconds() {
        return numbers.count() * (5L + length / 4) + numbers.rows() * (long) length / 16;
    }

    @Override
    public void run(Worker worker, int from, int to) {
        int first = from * CHUNK;
        int width = Math.min(length, to * CHUNK) - first;
        for (int row = 0; row < numbers.rows(); row++) {
            int at = destination + row * length + first;
            if (bank == Bank.FLOATS) {
                Arrays.fill(worker.arena().floats(), at, at + width, 0);
            } else {
                Arrays.fill(worker.arena().ints(), at, at + width, 0);
            }
        }
        int[] ints = worker.arena().ints();
        for (int i = 0; i < numbers.count(); i++) {
            int into = destination + numbers.get(ints, i) * length + first;
            int at = source + i * length + first;
            if (bank == Bank.FLOATS) {
                add(worker.arena().floats(), into, at, width);
            } else {
                add(ints, into, at, width);
            }
        }
    }

    private static void add(float[] f, int to, int from, int width) {
        int i = 0;
        for (; i + WIDTH <= width; i += WIDTH) {
            FloatVector sum = FloatVector.fromArray(FLOATS, f, to + i).add(FloatVector.fromArray(FLOATS, f, from + i));
            sum.intoArray(f, to + i);
        }
        for (; i < width; i++) {
            f[to + i] += f[from + i];
        }
    }

    private static void add(int[] x, int to, int from, int width) {
        for (int i = 0; i < width; i++) {
            x[to + i] += x[from + i];
        }
    }
}
