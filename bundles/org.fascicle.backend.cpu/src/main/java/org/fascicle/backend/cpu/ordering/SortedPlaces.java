package org.fascicle.backend.cpu.ordering;

import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Worker;
import org.fascicle.graph.Shape;

/** The places that put each line in order. Merge sort, from short runs upward, so equals keep their order. */
public final class SortedPlaces implements Kernel {
    private final Line line;
    private final Place destination;
    private final boolean descending;

    /** A sort along an axis of floats or ints. */
    public SortedPlaces(Bank bank, Shape shape, int axis, boolean descending, Place source, Place destination) {
        this.line = Line.of(bank, source, shape, axis);
        this.destination = destination;
        this.descending = descending;
    }

    @Override
    public int extent() {
        return line.length() == 0 ? 0 : line.count();
    }

    @Override
    public long nanoseconds() {
        return 2L * line.count() * line.length() * (Integer.SIZE - Integer.numberOfLeadingZeros(line.length()));
    }

    /** Keys, places, and places once more for the merging. */
    @Override
    public int scratchInts() {
        return 3 * line.length();
    }

    @Override
    public void run(Worker worker, int from, int to) {
        int[] x = worker.arena().ints();
        int keys = worker.scratchInts();
        for (int i = from; i < to; i++) {
            int first = line.first(i);
            int places = keys + line.length();
            for (int j = 0; j < line.length(); j++) {
                int key = line.key(worker.arena(), first + j * line.inner());
                x[keys + j] = descending ? ~key : key;
                x[places + j] = j;
            }
            int sorted = sort(x, keys, places, places + line.length(), line.length());
            for (int j = 0; j < line.length(); j++) {
                x[destination.offset() + first + j * line.inner()] = x[sorted + j];
            }
        }
    }

    /** Where the sorted places are: in one stretch of scratch or the other. */
    private static int sort(int[] x, int keys, int places, int spare, int length) {
        int from = places;
        int to = spare;
        for (int run = 1; run < length; run *= 2) {
            for (int begin = 0; begin < length; begin += 2 * run) {
                merge(x, keys, from, to, begin, Math.min(begin + run, length), Math.min(begin + 2 * run, length));
            }
            int swapped = from;
            from = to;
            to = swapped;
        }
        return from;
    }

    private static void merge(int[] x, int keys, int from, int to, int begin, int middle, int end) {
        int left = begin;
        int right = middle;
        for (int i = begin; i < end; i++) {
            boolean takeLeft = left < middle && (right >= end || x[keys + x[from + left]] <= x[keys + x[from + right]]);
            x[to + i] = x[from + (takeLeft ? left++ : right++)];
        }
    }
}
