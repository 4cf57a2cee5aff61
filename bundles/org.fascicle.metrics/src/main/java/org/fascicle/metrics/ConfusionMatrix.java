package org.fascicle.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import org.fascicle.contribution.About;
import org.fascicle.graph.ShapeException;
import org.fascicle.nn.Metric;
import org.fascicle.nn.MetricName;
import org.fascicle.nn.MetricType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * How often each class is taken for each: the figure is the share on the diagonal, which is the accuracy; its parts
 * are the counts, {@code 3.5} being how many rows of class 3 were taken for class 5. A count that is 0 has no part.
 *
 * <p>in: output [batch…, classes], [batch…, 1] or [batch…]; target integer class numbers [batch…] or [batch…, 1], or
 * values of the output's shape, whose classes are found in the same way. A batch adds the matrix row by row: [classes
 * · classes], a row for each class that was wanted; a row whose output has a NaN stands nowhere.
 */
@About("how often each class is taken for each; the share on the diagonal is the accuracy")
public record ConfusionMatrix(
        @About("from where up a single output means class 1: 0.5 for a probability, 0 for a logit") double threshold)
        implements Metric {
    /** Throws {@link ShapeException} where the target fits the output in none of these ways. */
    @Override
    public Tensor batch(Tensor output, Tensor target, Tensor loss) {
        Classes classes = new Classes("confusion-matrix", threshold);
        int count = Classes.count(output);
        Tensor wanted = classes.targets(output, target).oneHot(count, loss.dtype());
        Tensor given = classes.outputs(output).oneHot(count, loss.dtype());
        return wanted.swapAxes(0, 1).matmul(given).reshape(count * count);
    }

    @Override
    public double value(double[] sum) {
        int classes = classes(sum);
        double right = 0;
        double all = 0;
        for (int i = 0; i < sum.length; i++) {
            right += i / classes == i % classes ? sum[i] : 0;
            all += sum[i];
        }
        return right / all;
    }

    @Override
    public Map<String, Double> parts(double[] sum) {
        int classes = classes(sum);
        Map<String, Double> parts = new LinkedHashMap<>();
        for (int i = 0; i < sum.length; i++) {
            if (sum[i] != 0) {
                parts.put(i / classes + "." + i % classes, sum[i]);
            }
        }
        return parts;
    }

    private static int classes(double[] sum) {
        return (int) Math.round(Math.sqrt(sum.length));
    }

    /** {@code confusion-matrix} as a service. */
    @Component
    @MetricName("confusion-matrix")
    public static final class Type implements MetricType<ConfusionMatrix> {
        @Override
        public ConfusionMatrix example() {
            return new ConfusionMatrix(0.5);
        }
    }
}
