package org.fascicle.experiment.run;

/**
 * A figure over several runs.
 *
 * @param mean its mean
 * @param interval half the width of the interval in which the mean of all such runs lies with 95 % confidence
 * @param deviation standard deviation of a sample
 * @param min the smallest
 * @param max the largest
 * @param count how many runs
 */
public record Spread(double mean, double interval, double deviation, double min, double max, int count) {
}
