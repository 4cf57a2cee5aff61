package org.fascicle.metrics;

import java.util.List;
import org.fascicle.contribution.About;
import org.fascicle.graph.ShapeException;
import org.fascicle.nn.Metric;
import org.fascicle.nn.MetricName;
import org.fascicle.nn.MetricType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * The share of rows whose class is right.
 *
 * <p>The class of a row of two columns or more is the number of the first column that holds the largest value, be they
 * logits or probabilities; a row with a NaN has none and is wrong. With one column, or none, it is 1 from the threshold
 * up and 0 below.
 *
 * <p>in: output [batch…, classes], [batch…, 1] or [batch…]; target integer class numbers [batch…] or [batch…, 1], or
 * values of the output's shape, whose classes are found in the same way. A batch adds {@code [right, rows]}. NaN
 * before the first row.
 */
@About("the share of examples whose class is right")
public record Accuracy(
        @About("from where up a single output means class 1: 0.5 for a probability, 0 for a logit") double threshold)
        implements Metric {
    /** Throws {@link ShapeException} where the target fits the output in none of these ways. */
    @Override
    public Tensor batch(Tensor output, Tensor target, Tensor loss) {
        Classes classes = new Classes("accuracy", threshold);
        Tensor right = classes.outputs(output).equalTo(classes.targets(output, target)).cast(loss.dtype());
        return Tensor.concatenate(0, List.of(right.sum().reshape(1),
                loss.scalar(right.shape().elements()).reshape(1)));
    }

    @Override
    public double value(double[] sum) {
        return sum[0] / sum[1];
    }

    /** {@code accuracy} as a service. */
    @Component
    @MetricName("accuracy")
    public static final class Type implements MetricType<Accuracy> {
        @Override
        public Accuracy example() {
            return new Accuracy(0.5);
        }
    }
}
