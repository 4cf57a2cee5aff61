package org.fascicle.workbench;

import java.nio.file.Path;
import java.util.Optional;
import org.fascicle.experiment.run.RateCurve;

/**
 * Losses by learning rate.
 *
 * @param curve the losses
 * @param diverged whether the search ended before the largest rate, since the loss was lost
 * @param picture where they are drawn; empty where nobody draws
 */
public record RateReport(RateCurve curve, boolean diverged, Optional<Path> picture) {
}
