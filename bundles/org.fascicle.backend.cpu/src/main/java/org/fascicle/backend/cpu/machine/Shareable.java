package org.fascicle.backend.cpu.machine;

import java.util.stream.Stream;

/**
 * A kernel that is long enough for several threads, and what it took lately with one thread and with several. Whether
 * sharing pays depends on more than the kernel: on what other programs do with the processors, and on how long data
 * take from the cache of one to that of another. So both ways are tried now and then, and the quicker one is taken.
 */
final class Shareable implements Work {
    /** One run in so many goes the other way, to see whether it has become the quicker one. */
    private static final int SELDOM = 256;
    /** The same where one thread is the quicker way: the others may be free again soon. */
    private static final int OFTEN = 32;
    /** Runs before the first comparison: what the JVM has not compiled yet tells nothing. */
    private static final int FIRST = 64;
    /** How much of a mean the last run makes. */
    private static final float LAST = 0.25f;

    private final Kernel kernel;
    private final int threads;
    private float alone = Float.POSITIVE_INFINITY;
    private float shared;
    private int runs;

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

    /** Whether the next run is one for several threads. */
    boolean isShared() {
        boolean better = shared <= alone;
        runs++;
        if (runs <= FIRST) {
            return runs < FIRST;
        }
        return runs % (better ? SELDOM : OFTEN) == 0 ? !better : better;
    }

    /** Takes down what a run took. */
    void took(boolean together, long nanoseconds) {
        if (together) {
            shared = mean(shared, nanoseconds);
        } else {
            alone = mean(alone, nanoseconds);
        }
    }

    /** A mean in which earlier runs count less and less. */
    private static float mean(float before, long nanoseconds) {
        return before == 0 || before == Float.POSITIVE_INFINITY ? nanoseconds
                : before + LAST * (nanoseconds - before);
    }

    @Override
    public Stream<Kernel> kernels() {
        return Stream.of(kernel);
    }
}
