package org.fascicle.metrics;

import java.util.List;
import org.fascicle.contribution.About;
import org.fascicle.nn.Metric;
import org.fascicle.nn.MetricName;
import org.fascicle.nn.MetricType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * The loss over all examples: batches count by their sizes, so a short last batch weighs less. A batch adds
 * {@code [loss · size, size]}. NaN before the first example.
 */
@About("the loss, mean over the examples")
public record LossMetric() implements Metric {
    @Override
    public Tensor batch(Tensor output, Tensor target, Tensor loss) {
        int size = output.rank() == 0 ? 1 : output.size(0);
        return Tensor.concatenate(0, List.of(loss.times(size).reshape(1), loss.scalar(size).reshape(1)));
    }

    @Override
    public double value(double[] sum) {
        return sum[0] / sum[1];
    }

    @Override
    public boolean largerIsBetter() {
        return false;
    }

    /** {@code loss} as a service. */
    @Component
    @MetricName("loss")
    public static final class Type implements MetricType<LossMetric> {
        @Override
        public LossMetric example() {
            return new LossMetric();
        }
    }
}
