package org.fascicle.optimizers;

import org.fascicle.contribution.About;
import org.fascicle.contribution.Max;
import org.fascicle.contribution.Min;
import org.fascicle.nn.Optimizer;
import org.fascicle.nn.OptimizerName;
import org.fascicle.nn.OptimizerType;
import org.fascicle.nn.Slots;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * Steps as large as those before, over the root of a running mean square: {@code p ← p − η·d} with
 * <pre>
 * v ← ρ·v + (1 − ρ)·g²
 * d = g · √(u + ε) / √(v + ε)
 * u ← ρ·u + (1 − ρ)·d²
 * </pre>
 * so that d has the unit of p, and a rate of 1 will do (Zeiler: Adadelta, 2012). Weight decay is added to the
 * gradient. Keeps {@code second} and {@code moved} for each parameter.
 */
@About("each gradient over the root of its mean square, times that of the steps before")
public record Adadelta(
        @Min(0) @About("factor on the steps") double learningRate,
        @Min(0) @Max(0.9999999) @About("memory of both mean squares") double rho,
        @Min(0) @About("added below both roots; it sets the size of the first steps") double epsilon,
        @Min(0) @About("pull of each parameter towards 0, added to its gradient") double weightDecay)
        implements Optimizer {
    /** Adadelta with the usual memory. */
    public Adadelta(double learningRate) {
        this(learningRate, 0.9, 1e-6, 0);
    }

    @Override
    public Tensor update(Tensor parameter, Tensor gradient, Slots slots) {
        Tensor slope = weightDecay == 0 ? gradient : gradient.plus(parameter.times(weightDecay));
        Tensor second = Memory.meanSquare("second", rho, slope, slots);
        Tensor moved = slots.get("moved", 0).plus(epsilon).sqrt();
        Tensor step = moved.over(second.plus(epsilon).sqrt()).times(slope);
        Memory.meanSquare("moved", rho, step, slots);
        return parameter.minus(step.times(slots.learningRate()));
    }

    /** {@code adadelta} as a service. */
    @Component
    @OptimizerName("adadelta")
    public static final class Type implements OptimizerType<Adadelta> {
        @Override
        public Adadelta example() {
            return new Adadelta(1);
        }
    }
}
