package org.fascicle.experiment;

import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;

/**
 * When a run keeps its state, besides at its end and when it is interrupted. No figure of a run depends on it.
 *
 * @param everyEpochs epochs between two checkpoints; 0 for none but the last
 * @param everySteps steps between two checkpoints in the midst of an epoch; 0 for none
 * @param everySeconds time after which an epoch keeps its state in its midst, so that a run that is killed loses
 *        little; 0 for never
 */
public record Checkpoints(
        @Min(0) @About("epochs between two checkpoints, 0 for none but the last") int everyEpochs,
        @Min(0) @About("steps between two checkpoints in the midst of an epoch, 0 for none") int everySteps,
        @Min(0) @About("seconds after which a long epoch keeps its state, 0 for never") int everySeconds) {
    private static final int SECONDS = 30;

    /** After every epoch, and every 30 seconds. */
    public static Checkpoints usual() {
        return new Checkpoints(1, 0, SECONDS);
    }
}
