package org.fascicle.backend.cpu.reduction;

import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Worker;

/** Folds ints: {@code [outer, length, inner] → [outer, inner]}. Sums wrap around, so their order does not matter. */
final class IntFold implements Kernel {
    private final Fold fold;
    private final Place source;
    private final Place destination;
    private final int outer;
    private final int length;
    private final int inner;

    IntFold(Fold fold, Place source, Place destination, int outer, int length, int inner) {
        this.fold = fold;
        this.source = source;
        this.destination = destination;
        this.outer = outer;
        this.length = length;
        this.inner = inner;
    }

    @Override
    public int extent() {
        return outer * inner;
    }

    @Override
    public long nanoseconds() {
        return (long) outer * length * inner;
    }

    @Override
    public void run(Worker worker, int from, int to) {
        int[] x = worker.arena().ints();
        int begin = source.offset();
        int into = destination.offset();
        for (int part = from; part < to; part++) {
            int at = begin + part / inner * length * inner + part % inner;
            int chain = neutral();
            for (int i = 0; i < length; i++) {
                int next = x[at + i * inner];
                chain = switch (fold) {
                    case SUM -> chain + next;
                    case MAX -> Math.max(chain, next);
                    case MIN -> Math.min(chain, next);
                };
            }
            x[into + part] = chain;
        }
    }

    private int neutral() {
        return switch (fold) {
            case SUM -> 0;
            case MAX -> Integer.MIN_VALUE;
            case MIN -> Integer.MAX_VALUE;
        };
    }
}
