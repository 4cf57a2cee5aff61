package org.fascicle.bench;

import java.util.List;

/**
 * Seconds of a step, by window. Where there are windows in which no other process took the processor, only those count.
 *
 * @param all every window
 */
record Windows(List<Window> all) {
    Windows {
        all = List.copyOf(all);
    }

    /**
     * One of them.
     *
     * @param seconds of a step
     * @param quiet whether nobody else was at work, as far as is known
     */
    record Window(double seconds, boolean quiet) {
    }

    /** How many were quiet. */
    int quiet() {
        return (int) all.stream().filter(Window::quiet).count();
    }

    double median() {
        List<Double> sorted = counting();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double least() {
        return counting().getFirst();
    }

    double most() {
        return counting().getLast();
    }

    private List<Double> counting() {
        boolean any = quiet() > 0;
        return all.stream().filter(window -> window.quiet() || !any).map(Window::seconds).sorted().toList();
    }
}
