package org.fascicle.metrics;

import java.util.List;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.graph.DType;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.Metric;
import org.fascicle.nn.MetricName;
import org.fascicle.nn.MetricType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * The share of rows whose class is among the k largest columns. Of equal values the first counts as the larger; a row
 * with a NaN is wrong.
 *
 * <p>in: output [batch…, classes]; target integer class numbers [batch…], or values of the output's shape. A batch
 * adds {@code [right, rows]}. NaN before the first row.
 */
@About("the share of examples whose class is among the k likeliest")
public record TopK(
        @Min(1) @About("how many guesses there are") int k)
        implements Metric {
    /** Throws {@link ShapeException} where the target fits the output in neither way. */
    @Override
    public Tensor batch(Tensor output, Tensor target, Tensor loss) {
        Classes classes = new Classes("top-k", 0.5);
        Tensor targets = classes.targets(output, target);
        int columns = output.rank() < 2 ? 1 : output.size(-1);
        if (columns < 2) {
            throw Classes.misfit("top-k", output, target, "it takes a column for each of two classes or more",
                    "take `accuracy` for a single output");
        }
        Tensor rows = output.reshape(targets.size(0), columns);
        Tensor number = rows.iota(TensorType.of(DType.I32, columns), 0);
        Tensor column = targets.expandDims(-1);
        Tensor hit = number.equalTo(column);
        Tensor score = Tensor.where(hit, rows, rows.scalar(0)).sumKeeping(-1);
        Tensor before = score.lessThan(rows).or(rows.equalTo(score).and(number.lessThan(column)));
        Tensor places = before.cast(DType.I32).sum(-1);
        // a row with a NaN and a number that names no class are wrong, whatever else is there
        Tensor known = hit.cast(DType.I32).sum(-1).equalTo(number.scalar(1))
                .and(rows.notEqualTo(rows).cast(DType.I32).sum(-1).equalTo(number.scalar(0)));
        Tensor right = places.lessThan(places.scalar(k)).and(known).cast(loss.dtype());
        return Tensor.concatenate(0, List.of(right.sum().reshape(1), loss.scalar(targets.size(0)).reshape(1)));
    }

    @Override
    public double value(double[] sum) {
        return sum[0] / sum[1];
    }

    /** {@code top-k} as a service. */
    @Component
    @MetricName("top-k")
    public static final class Type implements MetricType<TopK> {
        @Override
        public TopK example() {
            return new TopK(5);
        }
    }
}
