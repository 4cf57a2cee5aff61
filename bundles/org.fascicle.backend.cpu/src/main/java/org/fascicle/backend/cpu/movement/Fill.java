package org.fascicle.backend.cpu.movement;

import java.util.Arrays;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Worker;

/** One value in every element. */
public record Fill(Bank bank, Place destination, int elements, double value) implements Kernel {
    @Override
    public int extent() {
        return elements;
    }

    @Override
    public long nanoseconds() {
        return elements / 16;
    }

    @Override
    public void run(Worker worker, int from, int to) {
        int begin = destination.offset() + from;
        int end = destination.offset() + to;
        switch (bank) {
            case FLOATS -> Arrays.fill(worker.arena().floats(), begin, end, (float) value);
            case INTS -> Arrays.fill(worker.arena().ints(), begin, end, (int) value);
            case BYTES -> Arrays.fill(worker.arena().bytes(), begin, end, (byte) (int) value);
        }
    }
}
