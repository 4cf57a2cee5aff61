package org.fascicle.backend.cpu.movement;

import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Worker;

/** Copies the rows that numbers name, one behind the other. */
public record GatherRows(Bank bank, RowNumbers numbers, Place source, Place destination, int length) implements Kernel {
    @Override
    public int extent() {
        return numbers.count();
    }

    @Override
    public long nanoseconds() {
        return numbers.count() * (5L + length / 8);
    }

    @Override
    public void run(Worker worker, int from, int to) {
        int[] ints = worker.arena().ints();
        Object array = switch (bank) {
            case FLOATS -> worker.arena().floats();
            case INTS -> ints;
            case BYTES -> worker.arena().bytes();
        };
        int rows = source.offset();
        int into = destination.offset();
        for (int i = from; i < to; i++) {
            int row = numbers.get(ints, i);
            System.arraycopy(array, rows + row * length, array, into + i * length, length);
        }
    }
}
