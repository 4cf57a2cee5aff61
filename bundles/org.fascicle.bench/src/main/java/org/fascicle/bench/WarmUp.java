package org.fascicle.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What happened until a program ran at its full speed.
 *
 * @param firstStep seconds from the beginning to the end of the first step
 * @param marks how fast it was afterwards, in order
 */
record WarmUp(double firstStep, List<Mark> marks) {
    private static final double BETWEEN_MARKS = 0.1;
    private static final double LEAST = 2;
    /** It is warm when so many marks in a row … */
    private static final int SETTLED = 8;
    /** … brought no more than this. */
    private static final double GAIN = 1.02;
    private static final double NEARLY = 0.9;

    /**
     * How fast it was at a moment.
     *
     * @param at seconds since the beginning
     * @param seconds of a step, then
     */
    record Mark(double at, double seconds) {
    }

    WarmUp {
        marks = List.copyOf(marks);
    }

    /**
     * Warms a program up, until it gets no faster.
     *
     * @param begin when its making began, in the nanoseconds of {@link System#nanoTime()}
     * @param most seconds that this may take
     */
    static WarmUp of(CaseSteps steps, long begin, double most) {
        steps.window(0);
        double first = since(begin);
        List<Mark> marks = new ArrayList<>();
        while (since(begin) - first < most && !isSettled(marks, since(begin) - first)
                && !Thread.currentThread().isInterrupted()) {
            double each = steps.window(BETWEEN_MARKS);
            marks.add(new Mark(since(begin), each));
        }
        return new WarmUp(first, marks);
    }

    private static boolean isSettled(List<Mark> marks, double passed) {
        int before = marks.size() - SETTLED;
        return passed > LEAST && before > 0
                && best(marks.subList(0, before)) <= GAIN * best(marks.subList(before, marks.size()));
    }

    private static double best(List<Mark> marks) {
        return marks.stream().mapToDouble(Mark::seconds).min().orElseThrow();
    }

    private static double since(long begin) {
        return (System.nanoTime() - begin) * 1e-9;
    }

    /** Seconds until it had nine tenths of a speed, in seconds a step; empty where that came later. */
    OptionalDouble untilNearly(double full) {
        return marks.stream().filter(mark -> mark.seconds() * NEARLY <= full).mapToDouble(Mark::at).findFirst();
    }
}
