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
 * Distance: {@code mean of |y − t|} over all numbers of the output, least where y is the median of t; its derivative is
 * ±1 over their number, and 0 where both agree (Laplace, 1774).
 *
 * <p>in: output [batch…, columns], target the same, or integer class numbers [batch…], which become columns with a 1 at
 * the class (numbers themselves where there is one column) → out: []
 */
@About("mean of |output − target| over all numbers")
public record MeanAbsoluteError(
        @About("mean over all numbers, or their sum") Reduction reduction) implements Loss {
    /** Throws {@link ShapeException} where the target fits the output in neither way. */
    @Override
    public Tensor apply(Tensor output, Tensor target) {
        Tensor values = Targets.values("mean-absolute-error", output, target);
        return Trace.call("mean-absolute-error", List.of(output, values), operands -> {
            Tensor distances = operands.get(0).minus(operands.get(1)).abs();
            return reduction == Reduction.MEAN ? distances.mean() : distances.sum();
        });
    }

    @Override
    public boolean hasColumnForEachClass() {
        return true;
    }

    /** {@code mean-absolute-error} as a service. */
    @Component
    @LossName("mean-absolute-error")
    public static final class Type implements LossType<MeanAbsoluteError> {
        @Override
        public MeanAbsoluteError example() {
            return new MeanAbsoluteError(Reduction.MEAN);
        }
    }
}
