package org.fascicle.workbench;

import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * The mean of some numbers, and the interval in which the mean of all that could be drawn lies with 95 % confidence, by
 * Student's t (Student 1908): mean ± t · deviation / √n, with n - 1 degrees of freedom.
 *
 * @param mean the mean
 * @param half half the width of the interval; NaN for a single number
 * @param deviation standard deviation of a sample; 0 for a single number
 * @param count how many numbers
 */
public record Interval(double mean, double half, double deviation, int count) {
    private static final double CONFIDENCE = 0.95;

    /** The interval of at least one number. */
    public static Interval of(List<Double> numbers) {
        SummaryStatistics statistics = new SummaryStatistics();
        numbers.forEach(statistics::addValue);
        int count = numbers.size();
        double half = count < 2 ? Double.NaN : new TDistribution(null, count - 1)
                .inverseCumulativeProbability((1 + CONFIDENCE) / 2) * statistics.getStandardDeviation()
                / Math.sqrt(count);
        return new Interval(statistics.getMean(), half, statistics.getStandardDeviation(), count);
    }
}
