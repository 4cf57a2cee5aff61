package org.fascicle.compiler.step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.graph.DType;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.Metric;
import org.fascicle.tensor.Tensor;

/** What is measured of a task: the mean loss, and its metrics. */
final class Figures {
    private Figures() {
    }

    /** The figures by name; how many examples the loss is the mean of matters to what a batch adds alone. */
    static Map<String, Metric> of(Task task, int examples) {
        Map<String, Metric> figures = new LinkedHashMap<>();
        figures.put("loss", new MeanLoss(examples));
        figures.putAll(task.metrics());
        return figures;
    }

    /** Each batch counts by its number of examples, so the last, smaller one weighs less. */
    private record MeanLoss(int examples) implements Metric {
        @Override
        public Tensor batch(Tensor output, Tensor target, Tensor loss) {
            DType dtype = loss.dtype();
            return Tensor.concatenate(0, List.of(loss.times(examples).reshape(1),
                    loss.constant(TensorType.of(dtype, 1), examples)));
        }

        @Override
        public double value(double[] sum) {
            return sum[0] / sum[1];
        }

        @Override
        public boolean largerIsBetter() {
            return false;
        }
    }
}
