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
 * Adam by the largest gradient in place of the mean square: {@code p ← p − η/(1 − β₁ᵗ) · m / u} with {@code m ← m + (1
 * − β₁)·(g − m)} and {@code u ← max(β₂·u, |g| + ε)} (Kingma and Ba: Adam, 2015, sec. 7.1, with ε as in PyTorch).
 * Weight decay is added to the gradient. Keeps {@code first} and {@code largest} for each parameter.
 */
@About("Adam by the largest gradient, slowly forgotten, in place of the mean square")
public record Adamax(
        @Min(0) @About("how far a parameter goes in a step, about") double learningRate,
        @Min(0) @Max(0.9999999) @About("memory of the mean gradient") double beta1,
        @Min(0) @Max(0.9999999) @About("memory of the largest gradient") double beta2,
        @Min(0) @About("added to the size of each gradient, against division by 0") double epsilon,
        @Min(0) @About("pull of each parameter towards 0, added to its gradient") double weightDecay)
        implements Optimizer {
    /** Adamax with the usual memory. */
    public Adamax(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8, 0);
    }

    @Override
    public Tensor update(Tensor parameter, Tensor gradient, Slots slots) {
        Tensor slope = weightDecay == 0 ? gradient : gradient.plus(parameter.times(weightDecay));
        Tensor first = Memory.mean("first", beta1, slope, slots);
        Tensor largest = slots.get("largest", 0).times(beta2).maximum(slope.abs().plus(epsilon));
        slots.put("largest", largest);
        Tensor rate = slots.learningRate().over(Memory.gathered(beta1, slots.step()));
        return parameter.minus(first.over(largest).times(rate));
    }

    /** {@code adamax} as a service. */
    @Component
    @OptimizerName("adamax")
    public static final class Type implements OptimizerType<Adamax> {
        @Override
        public Adamax example() {
            return new Adamax(0.002);
        }
    }
}
