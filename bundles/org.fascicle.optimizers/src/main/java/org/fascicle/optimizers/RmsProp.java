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
 * Steps over the root of a running mean square: {@code p ← p − η·d}, where with gradient {@code g}, weight decay
 * {@code λ}, memory {@code ρ} and momentum {@code μ}
 * <pre>
 * g ← g + λ·p
 * v ← ρ·v + (1 − ρ)·g²
 * d = g / (√v + ε), centred: g / (√(v − m²) + ε) with m the running mean of g
 * d ← μ·b + d with momentum, b being the d before
 * </pre>
 * (Tieleman and Hinton: Lecture 6.5, rmsprop, 2012; centred: Graves: Generating sequences with recurrent neural
 * networks, 2013; the rules are PyTorch's). Keeps {@code second} for each parameter, {@code first} where it is
 * centred, and {@code momentum} where that is above 0.
 */
@About("each gradient over the root of the mean square of those before")
public record RmsProp(
        @Min(0) @About("how far a parameter goes in a step, about") double learningRate,
        @Min(0) @Max(0.9999999) @About("memory of the mean squared gradient") double rho,
        @Min(0) @About("added to the root, against division by 0") double epsilon,
        @Min(0) @Max(1) @About("share of the last step that the next one keeps") double momentum,
        @About("whether the square of the mean is taken off the mean square") boolean centred,
        @Min(0) @About("pull of each parameter towards 0, added to its gradient") double weightDecay)
        implements Optimizer {
    /** RMSProp with the usual memory. */
    public RmsProp(double learningRate) {
        this(learningRate, 0.99, 1e-8, 0, false, 0);
    }

    @Override
    public Tensor update(Tensor parameter, Tensor gradient, Slots slots) {
        Tensor slope = weightDecay == 0 ? gradient : gradient.plus(parameter.times(weightDecay));
        Tensor spread = Memory.meanSquare("second", rho, slope, slots);
        if (centred) {
            // not below 0, where rounding may bring the difference of two equal numbers
            spread = spread.minus(Memory.mean("first", rho, slope, slots).square()).maximum(0);
        }
        Tensor step = slope.over(spread.sqrt().plus(epsilon));
        if (momentum > 0) {
            step = slots.get("momentum", 0).times(momentum).plus(step);
            slots.put("momentum", step);
        }
        return parameter.minus(step.times(slots.learningRate()));
    }

    /** {@code rmsprop} as a service. */
    @Component
    @OptimizerName("rmsprop")
    public static final class Type implements OptimizerType<RmsProp> {
        @Override
        public RmsProp example() {
            return new RmsProp(0.01);
        }
    }
}
