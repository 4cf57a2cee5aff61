package org.fascicle.experiment;

import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;

/**
 * What the best epoch of a run is, and when a run ends before its last. With a patience above 0 the figures of the test
 * are those of the best epoch's weights (Prechelt 1998, Early stopping — but when?).
 *
 * @param metric the figure that tells epochs apart: {@code loss} or the name of a metric, over the validation examples,
 *        or over the training examples where there are no others; {@code train.loss} for these in any case
 * @param patience epochs without a better figure after which the run ends; 0 for never
 * @param minimumDelta what a figure must be better by, to count as better
 * @param mode whether smaller or larger is better
 */
public record EarlyStopping(
        @About("the figure that tells epochs apart, over the validation examples where there are any") String metric,
        @Min(0) @About("epochs without a better figure after which the run ends, 0 for never") int patience,
        @Min(0) @About("what a figure must be better by, to count as better") double minimumDelta,
        @About("whether smaller or larger is better; auto as the metric has it") Mode mode) {
    /** Which way a figure gets better. */
    public enum Mode {
        /** As the metric has it; a loss gets better downward. */
        AUTO,
        /** Downward. */
        MIN,
        /** Upward. */
        MAX
    }

    /** Never: the loss tells the best epoch, and the run goes to its end. */
    public static EarlyStopping never() {
        return new EarlyStopping("loss", 0, 0, Mode.AUTO);
    }

    /** Whether a run may end before its last epoch. */
    public boolean wanted() {
        return patience > 0;
    }
}
