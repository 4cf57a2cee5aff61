package org.fascicle.metrics;

import java.util.List;
import java.util.stream.IntStream;
import org.fascicle.contribution.About;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.Metric;
import org.fascicle.nn.MetricName;
import org.fascicle.nn.MetricType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * How much of the spread of the targets the output explains: {@code 1 − Σ(t − y)² / Σ(t − t̄)²}, mean over the
 * columns: 1 where all is right, 0 for the mean of the targets, below 0 for worse (Wright: Correlation and causation,
 * 1921). A column whose targets are all alike is left out, and NaN where none is left.
 *
 * <p>in: output [batch…, columns], target the same, or [batch…] before one column. A batch adds for each column {@code
 * Σ(t − y)², Σ(t − m)², Σm, Σm², rows}, with m the mean of the batch at each of its rows, so that rounding counts
 * against the spread of a batch. Where the mean is more than some hundred times the spread, the sums of single
 * precision have no digits left: scale such targets.
 */
@About("the share of the spread of the targets that the output explains")
public record RSquared() implements Metric {
    private static final int SUMS = 5;

    /** Throws {@link ShapeException} where the target does not have the shape of the output. */
    @Override
    public Tensor batch(Tensor output, Tensor target, Tensor loss) {
        Tensor wanted = Numbers.of("r-squared", output, target);
        int columns = output.rank() < 2 ? 1 : output.size(-1);
        int rows = output.shape().elements() / Math.max(1, columns);
        Tensor t = wanted.reshape(rows, columns).cast(loss.dtype());
        Tensor errors = t.minus(output.reshape(rows, columns).cast(loss.dtype())).square().sum(0);
        Tensor mean = t.sumKeeping(0).over(Math.max(1, rows));
        Tensor within = t.minus(mean).square().sum(0);
        Tensor middle = mean.reshape(columns);
        return Tensor.concatenate(0, List.of(errors, within, middle.times(rows), middle.square().times(rows),
                loss.constant(TensorType.of(loss.dtype(), columns), rows)));
    }

    @Override
    public double value(double[] sum) {
        int columns = sum.length / SUMS;
        return IntStream.range(0, columns).mapToDouble(column -> {
            double rows = sum[4 * columns + column];
            double mean = sum[2 * columns + column] / rows;
            double spread = sum[columns + column] + Math.max(0, sum[3 * columns + column] - rows * mean * mean);
            return spread > 0 ? 1 - sum[column] / spread : Double.NaN;
        }).filter(share -> !Double.isNaN(share)).average().orElse(Double.NaN);
    }

    /** {@code r-squared} as a service. */
    @Component
    @MetricName("r-squared")
    public static final class Type implements MetricType<RSquared> {
        @Override
        public RSquared example() {
            return new RSquared();
        }
    }
}
