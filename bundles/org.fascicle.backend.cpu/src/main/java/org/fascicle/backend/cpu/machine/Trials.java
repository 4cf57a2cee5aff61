package org.fascicle.backend.cpu.machine;

import java.util.function.LongSupplier;

/**
 * In which steps every kernel goes a way that it would not go by itself, so that it is known what it takes. All kernels
 * of a step do it together: a single one that is shared finds the other threads asleep, and many find them awake.
 */
final class Trials {
    /** How the kernels of a step are done. */
    enum Way {
        /** Each kernel as it goes by itself: by several threads, unless that took far longer lately. */
        USUAL,
        /** All of them by one thread. */
        ALONE,
        /** All of them by several threads, which are still to be woken: what that takes does not count. */
        WAKING,
        /** All of them by several threads. */
        TOGETHER
    }

    /** Steps from one that is done alone to the next. */
    private static final int SELDOM = 256;
    /** The first of them: what the JVM has not compiled yet tells nothing. */
    private static final int FIRST = 63;
    /** Steps from one trial together to the next, at least. */
    private static final int APART = 8;
    /** Nanoseconds from one trial together to the next if nothing speaks against it, and at most. */
    private static final long SHORT_PAUSE = 50_000_000;
    private static final long LONG_PAUSE = 1_600_000_000;
    /** Nanoseconds that it takes at most to wake a thread, and that tell enough: a step or more. */
    private static final long MOMENT = 200_000;
    /** Nanoseconds more than alone that a kernel which others hold up takes at the least, if it ends a trial. */
    private static final long MUCH = 1_000_000;

    private final LongSupplier clock;
    private Way way = Way.USUAL;
    private long steps;
    /** The step from which on the next one is done alone. */
    private long alone = FIRST;
    /** When, and in which step, the way was chosen. A step alone does not count. */
    private long since;
    private long first;
    private long pause = SHORT_PAUSE;

    /**
     * No trial yet.
     *
     * @param clock nanoseconds since anything
     */
    Trials(LongSupplier clock) {
        this.clock = clock;
        this.since = clock.getAsLong();
    }

    /** Begins a step. */
    void begin() {
        steps++;
        long passed = clock.getAsLong() - since;
        switch (way) {
            case WAKING -> {
                if (passed >= MOMENT) {
                    go(Way.TOGETHER);
                }
            }
            case TOGETHER -> {
                if (passed >= MOMENT) {
                    pause = SHORT_PAUSE;
                    go(Way.USUAL);
                }
            }
            case ALONE -> way = Way.USUAL;
            case USUAL -> {
                if (steps >= alone) {
                    alone = steps + SELDOM;
                    way = Way.ALONE;
                } else if (steps - first >= APART && passed >= pause) {
                    go(Way.WAKING);
                }
            }
        }
    }

    private void go(Way next) {
        way = next;
        since = clock.getAsLong();
        first = steps;
    }

    /** How the kernels of this step are done. */
    Way way() {
        return way;
    }

    /** Takes note of a kernel that was shared: where others have the processors, a trial ends early and comes later. */
    void shared(float alone, long nanoseconds) {
        boolean isTrial = way == Way.WAKING || way == Way.TOGETHER;
        if (isTrial && Shareable.isHeldUp(nanoseconds, alone) && nanoseconds - alone > MUCH) {
            pause = Math.min(2 * pause, LONG_PAUSE);
            go(Way.USUAL);
        }
    }
}
