package org.fascicle.metrics;

import java.util.Map;
import org.fascicle.contribution.About;
import org.fascicle.graph.ShapeException;
import org.fascicle.nn.Metric;
import org.fascicle.nn.MetricName;
import org.fascicle.nn.MetricType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * How much of what is given as a class is of that class. The figure of a class is {@code right / given}, and 0 where
 * that is 0/0 (van Rijsbergen: Information retrieval, 1979); its parts are the figures of the classes, by their
 * numbers. A class that is neither wanted nor given counts for nothing.
 *
 * <p>in: output [batch…, classes], [batch…, 1] or [batch…]; target integer class numbers [batch…] or [batch…, 1], or
 * values of the output's shape, whose classes are found in the same way. A batch adds for each class how often it was
 * right, given and wanted: [3 · classes]. NaN before the first row.
 */
@About("how much of what is given as a class is of that class")
public record Precision(
        @About("how the figures of the classes become one") Averaging averaging,
        @About("from where up a single output means class 1: 0.5 for a probability, 0 for a logit") double threshold)
        implements Metric {
    /** Throws {@link ShapeException} where the target fits the output in none of these ways. */
    @Override
    public Tensor batch(Tensor output, Tensor target, Tensor loss) {
        return ClassCounts.batch(new Classes("precision", threshold), output, target, loss.dtype());
    }

    @Override
    public double value(double[] sum) {
        return averaging.of(ClassCounts.of(sum), ClassCounts::precision);
    }

    @Override
    public Map<String, Double> parts(double[] sum) {
        return ClassCounts.parts(sum, ClassCounts::precision);
    }

    /** {@code precision} as a service. */
    @Component
    @MetricName("precision")
    public static final class Type implements MetricType<Precision> {
        @Override
        public Precision example() {
            return new Precision(Averaging.MACRO, 0.5);
        }
    }
}
