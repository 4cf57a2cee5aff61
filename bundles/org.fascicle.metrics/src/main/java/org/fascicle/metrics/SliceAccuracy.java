package org.fascicle.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.graph.DType;
import org.fascicle.graph.ShapeException;
import org.fascicle.nn.Metric;
import org.fascicle.nn.MetricName;
import org.fascicle.nn.MetricType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * The accuracy of the slice of the examples where it is least: a mean hides what one group suffers (Chung et al.:
 * Slice finder, 2019). Its parts are the accuracies of the slices, by their numbers. Slices are the classes, or told
 * by the numbers 0, 1, 2, … of another feature of the data; an example with another number is in none.
 *
 * <p>in: output [batch…, classes], [batch…, 1] or [batch…]; target integer class numbers [batch…] or [batch…, 1], or
 * values of the output's shape; the feature integer, with a number for each row. A batch adds for each slice how many
 * rows are right, and how many there are: [2 · slices]. NaN before the first row.
 */
@About("the accuracy of each slice of the data; the figure is the least")
public record SliceAccuracy(
        @About("the feature whose numbers tell the slices; y for the classes") String by,
        @Min(0) @About("how many slices there are; 0: as many as classes") int slices,
        @About("from where up a single output means class 1: 0.5 for a probability, 0 for a logit") double threshold)
        implements Metric {
    private static final String TARGET = "y";

    /** Throws {@link ShapeException} where the target fits the output in none of these ways. */
    @Override
    public Tensor batch(Tensor output, Tensor target, Tensor loss) {
        return count(output, target, loss, new Classes("slice-accuracy", threshold).targets(output, target));
    }

    @Override
    public double value(double[] sum) {
        return accuracies(sum).values().stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    /** Throws {@link ShapeException} where the feature has no number for each row of the output. */
    @Override
    public Tensor batch(Tensor output, Tensor target, Tensor loss, Scope scope) {
        if (by.equals(TARGET)) {
            return batch(output, target, loss);
        }
        Tensor slice = scope.input(by);
        int rows = new Classes("slice-accuracy", threshold).targets(output, target).size(0);
        if (slice.dtype().isFloating() || slice.shape().elements() != rows) {
            throw Classes.misfit("slice-accuracy", output, slice, "the feature `" + by + "` has a whole number for "
                    + "each of " + rows + " rows", "name another one in `by`, or leave it out for the classes");
        }
        return count(output, target, loss, slice.cast(DType.I32).reshape(rows));
    }

    private Tensor count(Tensor output, Tensor target, Tensor loss, Tensor slice) {
        Classes classes = new Classes("slice-accuracy", threshold);
        Tensor right = classes.outputs(output).equalTo(classes.targets(output, target)).cast(loss.dtype());
        Tensor member = slice.oneHot(slices > 0 ? slices : Classes.count(output), loss.dtype());
        return Tensor.concatenate(0, List.of(member.times(right.expandDims(-1)).sum(0), member.sum(0)));
    }

    @Override
    public Map<String, Double> parts(double[] sum) {
        return accuracies(sum);
    }

    private static Map<String, Double> accuracies(double[] sum) {
        Map<String, Double> accuracies = new LinkedHashMap<>();
        int slices = sum.length / 2;
        for (int slice = 0; slice < slices; slice++) {
            if (sum[slices + slice] > 0) {
                accuracies.put(String.valueOf(slice), sum[slice] / sum[slices + slice]);
            }
        }
        return accuracies;
    }

    /** {@code slice-accuracy} as a service. */
    @Component
    @MetricName("slice-accuracy")
    public static final class Type implements MetricType<SliceAccuracy> {
        @Override
        public SliceAccuracy example() {
            return new SliceAccuracy("y", 0, 0.5);
        }
    }
}
