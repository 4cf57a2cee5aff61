package org.fascicle.backend.cpu.machine;

import java.util.Optional;

/** What one thread has for itself: scratch in the arena. */
public final class Worker {
    private final Arena arena;
    private Optional<Block> floats = Optional.empty();
    private Optional<Block> ints = Optional.empty();
    private int scratchFloats;
    private int scratchInts;

    /** A worker without scratch. */
    public Worker(Arena arena) {
        this.arena = arena;
    }

    /** The memory that all workers share. */
    public Arena arena() {
        return arena;
    }

    /** First element of this worker's scratch among the floats. */
    public int scratchFloats() {
        return scratchFloats;
    }

    /** First element of this worker's scratch among the ints. */
    public int scratchInts() {
        return scratchInts;
    }

    /** Sees to it that there is as much scratch as a kernel needs. */
    public void reserve(Kernel kernel) {
        floats = atLeast(floats, Bank.FLOATS, kernel.scratchFloats());
        ints = atLeast(ints, Bank.INTS, kernel.scratchInts());
        scratchFloats = floats.map(Block::offset).orElse(0);
        scratchInts = ints.map(Block::offset).orElse(0);
    }

    private Optional<Block> atLeast(Optional<Block> held, Bank bank, int elements) {
        if (elements <= held.map(Block::length).orElse(0)) {
            return held;
        }
        Block block = arena.allocate(bank, elements, "scratch of a thread");
        held.ifPresent(arena::free);
        return Optional.of(block);
    }
}
