package org.fascicle.workbench;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A search for a learning rate.
 *
 * @param run the experiment, and the machine it is tried on
 * @param from the smallest rate, above 0
 * @param to the largest rate, above the smallest
 * @param batches steps from one to the other, at least 10
 * @param picture the file of the picture; none: among the pictures of the home folder
 */
public record RateRequest(RunRequest run, double from, double to, int batches, Optional<Path> picture) {
    private static final int LEAST = 10;

    public RateRequest {
        if (!(from > 0 && to > from && Double.isFinite(to))) {
            throw new IllegalArgumentException("rates go from a number above 0 to a larger one, not from " + from
                    + " to " + to);
        }
        if (batches < LEAST) {
            throw new IllegalArgumentException("a curve needs " + LEAST + " batches at least, not " + batches);
        }
    }

    /** The rate of a step: the logarithm grows by the same from each step to the next. */
    public double rate(int step) {
        return from * Math.pow(to / from, (double) step / (batches - 1));
    }
}
