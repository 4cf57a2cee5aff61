package org.fascicle.backend.cpu.machine;

import java.util.stream.Stream;

/**
 * A kernel that is long enough for several threads, and what it took lately with one thread and with several. It is
 * shared unless that takes much longer, because other programs have the processors; {@link Trials} see to it that both
 * are known. What is only somewhat quicker alone is better shared all the same: a kernel that goes another way than
 * those around it finds half of its data in the cache of another processor.
 */
final class Shareable implements Work {
    /** How much of a mean the last run makes. */
    private static final float LAST = 0.25f;
    /** So many times as long together as alone: others have the processors. */
    private static final float FAR = 4;
    private static final float UNKNOWN = Float.POSITIVE_INFINITY;

    private final Kernel kernel;
    private final int threads;
    private final int chunks;
    private float alone = UNKNOWN;
    private float shared = UNKNOWN;
    private boolean sharing = true;
    private Trials.Way last = Trials.Way.USUAL;

    Shareable(Kernel kernel, int threads, int chunks) {
        this.kernel = kernel;
        this.threads = threads;
        this.chunks = chunks;
    }

    Kernel kernel() {
        return kernel;
    }

    int threads() {
        return threads;
    }

    /** In how many pieces a thread does its part, so that idle threads can take some over. */
    int chunks() {
        return chunks;
    }

    /** What it takes with one thread, in nanoseconds; infinite as long as nobody knows. */
    float alone() {
        return alone;
    }

    /** Whether sharing takes so much longer than one thread that other programs must have the processors. */
    static boolean isHeldUp(float shared, float alone) {
        return shared > FAR * alone;
    }

    /** Whether the next run is one for several threads. */
    boolean isShared(Trials.Way way) {
        if (way != last) {
            turn(way);
        }
        return switch (way) {
            case USUAL -> sharing;
            case ALONE -> false;
            case WAKING, TOGETHER -> true;
        };
    }

    private void turn(Trials.Way way) {
        if (way == Trials.Way.USUAL && last == Trials.Way.TOGETHER) {
            sharing = !isHeldUp(shared, alone);
        } else if (way == Trials.Way.WAKING && !sharing) {
            // an old figure, perhaps of a time when others had the processors
            shared = UNKNOWN;
        }
        last = way;
    }

    /** Takes down what a run took. */
    void took(boolean together, long nanoseconds) {
        if (last == Trials.Way.WAKING) {
            return;
        }
        if (together) {
            shared = mean(shared, nanoseconds);
            sharing = sharing && !isHeldUp(shared, alone);
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
