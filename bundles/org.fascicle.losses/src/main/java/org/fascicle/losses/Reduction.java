package org.fascicle.losses;

/** How a batch becomes one number. */
public enum Reduction {
    /** The mean: gradients do not grow with the batch. */
    MEAN,
    /** The sum. */
    SUM
}
