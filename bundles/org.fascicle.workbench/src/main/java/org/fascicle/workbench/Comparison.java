package org.fascicle.workbench;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.inference.TestUtils;
import org.apache.commons.math3.stat.inference.WilcoxonSignedRankTest;

/**
 * Two sets of runs beside each other, paired by seed and fold.
 *
 * @param figure what is compared, such as {@code test.accuracy}
 * @param pairs what they are paired by, such as {@code seed 3}
 * @param first the figures of the first set
 * @param second those of the second, in the same order
 */
public record Comparison(String figure, List<String> pairs, List<Double> first, List<Double> second) {
    /** As many pairs as figures in each. */
    public Comparison {
        pairs = List.copyOf(pairs);
        first = List.copyOf(first);
        second = List.copyOf(second);
        if (first.size() != pairs.size() || second.size() != pairs.size()) {
            throw new IllegalArgumentException("each pair has two figures");
        }
    }

    /** Mean and interval of the differences, the second less the first. */
    public Interval difference() {
        return Interval.of(differences());
    }

    private List<Double> differences() {
        return IntStream.range(0, pairs.size()).mapToObj(i -> second.get(i) - first.get(i)).toList();
    }

    /** The probability of such a difference or a larger one where there is none: paired t-test, two-sided. */
    public OptionalDouble pairedT() {
        double deviation = difference().deviation();
        return pairs.size() < 2 || deviation == 0 ? OptionalDouble.empty()
                : OptionalDouble.of(TestUtils.pairedTTest(numbers(second), numbers(first)));
    }

    /** The same by signed ranks (Wilcoxon 1945), exact up to 30 pairs; none where all pairs are alike. */
    public OptionalDouble wilcoxon() {
        List<Double> differing = differences().stream().filter(difference -> difference != 0).toList();
        if (differing.size() < 2) {
            return OptionalDouble.empty();
        }
        double[] values = numbers(differing);
        return OptionalDouble.of(new WilcoxonSignedRankTest().wilcoxonSignedRankTest(values, new double[values.length],
                values.length <= 30));
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
