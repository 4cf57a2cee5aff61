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
 * The mean distance {@code |y − t|} over all numbers of the output.
 *
 * <p>in: output [batch…, columns], target the same, or [batch…] before one column. A batch adds {@code [Σ|y − t|,
 * numbers]}. NaN before the first.
 */
@About("mean of |output − target| over all numbers")
public record MeanAbsolute() implements Metric {
    /** Throws {@link ShapeException} where the target does not have the shape of the output. */
    @Override
    public Tensor batch(Tensor output, Tensor target, Tensor loss) {
        Tensor distances = output.minus(Numbers.of("mean-absolute-error", output, target)).abs().sum();
        return Tensor.concatenate(0, List.of(distances.cast(loss.dtype()).reshape(1),
                loss.scalar(output.shape().elements()).reshape(1)));
    }

    @Override
    public double value(double[] sum) {
        return sum[0] / sum[1];
    }

    @Override
    public boolean largerIsBetter() {
        return false;
    }

    /** {@code mean-absolute-error} as a service. */
    @Component
    @MetricName("mean-absolute-error")
    public static final class Type implements MetricType<MeanAbsolute> {
        @Override
        public MeanAbsolute example() {
            return new MeanAbsolute();
        }
    }
}
