package org.fascicle.losses;

import java.util.List;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.graph.ShapeException;
import org.fascicle.nn.Loss;
import org.fascicle.nn.LossName;
import org.fascicle.nn.LossType;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.osgi.service.component.annotations.Component;

/**
 * Half the squared distance where it is small, the distance where it is not: with {@code d = y − t}
 * <pre>
 * d²/2          where |d| ≤ δ
 * δ·(|d| − δ/2) elsewhere
 * </pre>
 * mean over all numbers. Its derivative is d cut to ±δ, so that no example pulls harder than δ (Huber: Robust
 * estimation of a location parameter, 1964).
 *
 * <p>in: output [batch…, columns], target the same, or integer class numbers [batch…], which become columns with a 1 at
 * the class (numbers themselves where there is one column) → out: []
 */
@About("half the squared distance up to delta, and straight from there on")
public record Huber(
        @Min(1e-6) @About("from which distance on it is straight") double delta,
        @About("mean over all numbers, or their sum") Reduction reduction) implements Loss {
    /** Throws {@link ShapeException} where the target fits the output in neither way. */
    @Override
    public Tensor apply(Tensor output, Tensor target) {
        Tensor values = Targets.values("huber", output, target);
        return Trace.call("huber", List.of(output, values), operands -> {
            Tensor error = operands.get(0).minus(operands.get(1));
            Tensor distance = error.abs();
            Tensor cost = Tensor.where(distance.greaterThan(delta), distance.minus(delta / 2).times(delta),
                    error.square().times(0.5));
            return reduction == Reduction.MEAN ? cost.mean() : cost.sum();
        });
    }

    @Override
    public boolean hasColumnForEachClass() {
        return true;
    }

    /** {@code huber} as a service. */
    @Component
    @LossName("huber")
    public static final class Type implements LossType<Huber> {
        @Override
        public Huber example() {
            return new Huber(1, Reduction.MEAN);
        }
    }
}
