package org.fascicle.backend.cpu.machine;

import java.util.stream.Stream;

/**
 * A piece of work on the arena, cut into parts along its outermost extent. Each element of the result is made whole
 * in one part, by one chain of operations, so the bits do not depend on who runs which part.
 */
public non-sealed interface Kernel extends Work {
    /** Number of parts. */
    int extent();

    /** Rough time of all parts on one thread: what decides on the number of threads. */
    long nanoseconds();

    /** Does the parts {@code from} (inclusive) to {@code to} (exclusive). */
    void run(Worker worker, int from, int to);

    @Override
    default Stream<Kernel> kernels() {
        return Stream.of(this);
    }

    /** What its code is called; kernels that run the same code call it alike. */
    default String code() {
        return getClass().getSimpleName();
    }

    /** Floats of scratch that each worker needs. */
    default int scratchFloats() {
        return 0;
    }

    /** Ints of scratch that each worker needs. */
    default int scratchInts() {
        return 0;
    }
}
