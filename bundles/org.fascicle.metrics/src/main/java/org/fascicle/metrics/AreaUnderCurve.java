package org.fascicle.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Max;
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
 * The area under the receiver operating characteristic: how likely an example of a class scores higher than one of
 * another class, equals counting half (Hanley and McNeil: The meaning and use of the area under a receiver operating
 * characteristic curve, 1982). Of more than two columns it is the mean over the classes, each against the rest, and
 * its parts are those of the classes.
 *
 * <p>Scores are probabilities, made of logits by a softmax, or by a sigmoid where there is one column; they are
 * counted in so many bins of equal width, and those in one bin count as equal: more bins, more digits. A class without
 * examples, or with nothing else, is left out; NaN where none is left.
 *
 * <p>in: output [batch…, classes], [batch…, 1] or [batch…]; target integer class numbers [batch…] or [batch…, 1], or
 * values of the output's shape. A batch adds for each class how many of the others and of its own are in each bin:
 * [classes · 2 · bins]. A score that is no number counts as 0.
 */
@About("how likely an example of a class scores higher than one of another")
public record AreaUnderCurve(
        @About("whether the output has logits, or else probabilities") boolean logits,
        @Min(2) @Max(1000000) @About("in how many bins scores are counted") int bins)
        implements Metric {
    /** Throws {@link ShapeException} where the target fits the output in none of these ways. */
    @Override
    public Tensor batch(Tensor output, Tensor target, Tensor loss) {
        Classes classes = new Classes("auc", logits ? 0 : 0.5);
        Tensor targets = classes.targets(output, target);
        int rows = targets.size(0);
        boolean single = output.rank() < 2 || output.size(-1) == 1;
        int columns = single ? 1 : output.size(-1);
        Tensor values = output.reshape(rows, columns);
        Tensor scores = !logits ? values : single ? values.sigmoid() : values.softmax(-1);
        Tensor known = Tensor.where(scores.equalTo(scores), scores, scores.scalar(0));
        Tensor bin = known.times(bins).maximum(0).minimum(bins - 1).floor().cast(DType.I32);
        Tensor column = targets.iota(TensorType.of(DType.I32, 1, columns), 1);
        Tensor own = targets.expandDims(-1).equalTo(single ? column.scalar(1) : column).cast(DType.I32);
        // a single score is that of class 1
        Tensor place = column.times(column.scalar(2)).plus(own).times(column.scalar(bins)).plus(bin);
        return loss.constant(TensorType.of(loss.dtype(), rows * columns), 1)
                .scatterAdd(place.reshape(rows * columns), columns * 2 * bins);
    }

    @Override
    public double value(double[] sum) {
        return areas(sum).values().stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    @Override
    public Map<String, Double> parts(double[] sum) {
        return sum.length > 2 * bins ? areas(sum) : Map.of();
    }

    private Map<String, Double> areas(double[] sum) {
        Map<String, Double> areas = new LinkedHashMap<>();
        for (int begin = 0; begin < sum.length; begin += 2 * bins) {
            double below = 0;
            double own = 0;
            double pairs = 0;
            for (int bin = 0; bin < bins; bin++) {
                double others = sum[begin + bin];
                double here = sum[begin + bins + bin];
                pairs += here * (below + others / 2);
                below += others;
                own += here;
            }
            if (own > 0 && below > 0) {
                areas.put(String.valueOf(begin / (2 * bins)), pairs / (own * below));
            }
        }
        return areas;
    }

    /** {@code auc} as a service. */
    @Component
    @MetricName("auc")
    public static final class Type implements MetricType<AreaUnderCurve> {
        @Override
        public AreaUnderCurve example() {
            return new AreaUnderCurve(true, 1000);
        }
    }
}
