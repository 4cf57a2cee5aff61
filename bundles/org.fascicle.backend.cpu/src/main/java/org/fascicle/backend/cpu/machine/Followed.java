package org.fascicle.backend.cpu.machine;

/**
 * A kernel and what is done with each of its elements, strip by strip. The parts are strips.
 *
 * @param first what makes the elements
 * @param next what reads them, as many as there are; it writes nothing that the first one reads
 */
public record Followed(Strips first, Pointwise next) implements Kernel {
    @Override
    public int extent() {
        return first.strips();
    }

    @Override
    public long nanoseconds() {
        return first.nanoseconds() + next.nanoseconds();
    }

    @Override
    public String code() {
        return first.code() + ", " + next.code();
    }

    @Override
    public int scratchFloats() {
        return Math.max(first.scratchFloats(), next.scratchFloats());
    }

    @Override
    public int scratchInts() {
        return Math.max(first.scratchInts(), next.scratchInts());
    }

    @Override
    public void run(Worker worker, int from, int to) {
        for (int strip = from; strip < to; strip++) {
            first.strip(worker, strip);
            next.elements(worker, strip == 0 ? 0 : first.limit(strip - 1), first.limit(strip));
        }
    }
}
