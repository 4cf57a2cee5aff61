package org.fascicle.backend.cpu.window;

import java.util.ArrayList;
import java.util.List;

/**
 * Elements of a row and rows of the weight that lie one behind the other on both sides, so that they meet in one go.
 * Neighbouring elements of a window without dilation make one run with all their channels.
 *
 * @param element first element of the row, counted from its place 0 for position 0
 * @param weight first row of the weight, counted from the first of its tap
 * @param length how many
 */
record Run(int element, int weight, int length) {
    /** Appends a run, or makes the last one longer. */
    static void append(List<Run> runs, Run next) {
        Run last = runs.isEmpty() ? null : runs.getLast();
        if (last != null && last.element + last.length == next.element && last.weight + last.length == next.weight) {
            runs.set(runs.size() - 1, new Run(last.element, last.weight, last.length + next.length));
        } else {
            runs.add(next);
        }
    }

    /** Those of a window as it moves over the input: for each of its elements the channels of one group. */
    static List<Run> of(Geometry geometry, int channels, int channelsOfGroup) {
        List<Run> runs = new ArrayList<>();
        for (int k = 0; k < geometry.size(); k++) {
            append(runs, new Run((k * geometry.dilation() - geometry.low()) * channels, k * channelsOfGroup,
                    channelsOfGroup));
        }
        return runs;
    }
}
