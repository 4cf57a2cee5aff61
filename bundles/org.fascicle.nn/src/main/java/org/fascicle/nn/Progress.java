package org.fascicle.nn;

import java.util.List;

/**
 * How far training is, as a {@link Schedule} sees it.
 *
 * @param step steps done: 0 at the first
 * @param totalSteps steps that the run will do
 * @param stepsPerEpoch steps of one epoch
 * @param losses the figure watched (validation loss, else training loss) of each epoch done
 */
public record Progress(long step, long totalSteps, long stepsPerEpoch, List<Double> losses) {
    public Progress {
        losses = List.copyOf(losses);
    }
}
