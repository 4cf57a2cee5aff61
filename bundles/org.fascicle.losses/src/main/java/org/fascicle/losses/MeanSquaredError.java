package org.fascicle.losses;

import java.util.List;
import org.fascicle.contribution.About;
import org.fascicle.graph.ShapeException;
import org.fascicle.nn.Loss;
import org.fascicle.nn.LossName;
import org.fascicle.nn.LossType;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.osgi.service.component.annotations.Component;

/**
 * Squared distance: {@code mean of (y − t)²} over all numbers of the output, as in PyTorch and Keras.
 *
 * <p>in: output [batch…, columns], target the same, or integer class numbers [batch…], which become columns with a 1 at
 * the class (numbers themselves where there is one column) → out: []
 */
@About("mean of (output − target)² over all numbers")
public record MeanSquaredError(
        @About("mean over all numbers, or their sum") Reduction reduction) implements Loss {
    /** Throws {@link ShapeException} where the target fits the output in neither way. */
    @Override
    public Tensor apply(Tensor output, Tensor target) {
        Tensor values = Targets.values("mean-squared-error", output, target);
        return Trace.call("mean-squared-error", List.of(output, values), operands -> {
            Tensor squares = operands.get(0).minus(operands.get(1)).square();
            return reduction == Reduction.MEAN ? squares.mean() : squares.sum();
        });
    }

    @Override
    public boolean hasColumnForEachClass() {
        return true;
    }

    /** {@code mean-squared-error} as a service. */
    @Component
    @LossName("mean-squared-error")
    public static final class Type implements LossType<MeanSquaredError> {
        @Override
        public MeanSquaredError example() {
            return new MeanSquaredError(Reduction.MEAN);
        }
    }
}
