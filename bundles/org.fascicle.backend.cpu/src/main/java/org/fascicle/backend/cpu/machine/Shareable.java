package org.fascicle.backend.cpu.machine;

import java.util.stream.Stream;

/**
 * A kernel that is long enough for several threads, and what it took lately with one thread and with several. Whether
 * sharing pays depends on more than the kernel: on what other programs do with the processors, and on how long data
 * take from the cache of one to that of another. So the way that was the quicker one lately is taken; {@link Trials}
 * see to it that both are known.
 */
final class Shareable implements Work {
    /** How much of a mean the last run makes. */
    private static final float LAST = 0.25f;
    private static final float UNKNOWN = Float.POSITIVE_INFINITY;

    private final Kernel kernel;
    private final int threads;
    private float alone = UNKNOWN;
    private float shared = UNKNOWN;

    Shareable(Kernel kernel, int threads) {
        this.kernel = kernel;
        this.threads = threads;
    }

    Kernel kernel() {
        return kernel;
    }

    int threads() {
        return threads;
    }

    /** What it takes with one thread, in nanoseconds; infinite as long as nobody knows. */
    float alone() {
        return alone;
    }

    /** Whether the next run is one for several threads. */
    boolean isShared(Trials.Way way) {
        return switch (way) {
            case QUICKEST -> shared <= alone;
            case ALONE -> false;
            case WAKING, TOGETHER -> true;
        };
    }

    /** Takes down what a run took. */
    void took(Trials.Way way, boolean together, long nanoseconds) {
        if (way == Trials.Way.WAKING) {
            // a kernel that has gone alone for long has an old figure, perhaps of a time when others had the processors
            shared = shared <= alone ? shared : UNKNOWN;
        } else if (together) {
            shared = mean(shared, nanoseconds);
        } else {
            alone = mean(alone, nanoseconds);
        }
    }

    /** A mean in which earlier runs count less and less. */
    private static float mean(float before, long nanoseconds) {
        return before == UNKNOWN ? nanoseconds : before + LAST * (nanoseconds - before);
    }

    @Override
    public Stream<Kernel> kernels() {
        return Stream.of(kernel);
    }
}
