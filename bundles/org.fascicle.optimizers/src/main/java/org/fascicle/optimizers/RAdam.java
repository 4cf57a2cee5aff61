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
 * Adam that waits until its mean square can be trusted: {@code p ← p − η·m̂·r/(√v̂ + ε)} where the variance of √v̂ is
 * finite, {@code p ← p − η·m̂} before. With {@code ρ∞ = 2/(1 − β₂) − 1} and {@code ρ = ρ∞ − 2t·β₂ᵗ/(1 − β₂ᵗ)} that is
 * from ρ > 5 on, and
 * <pre>
 * r = √((ρ − 4)(ρ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρ))
 * </pre>
 * (Liu et al.: On the variance of the adaptive learning rate and beyond, 2020, with ε as in PyTorch). It needs no
 * warm-up. Keeps {@code first} and {@code second} for each parameter.
 */
@About("Adam without warm-up: it waits until its mean square can be trusted")
public record RAdam(
        @Min(0) @About("how far a parameter goes in a step, about") double learningRate,
        @Min(0) @Max(0.9999999) @About("memory of the mean gradient") double beta1,
        @Min(0) @Max(0.9999999) @About("memory of the mean squared gradient") double beta2,
        @Min(0) @About("added to the root, against division by 0") double epsilon,
        @Min(0) @About("pull of each parameter towards 0") double weightDecay,
        @About("whether the decay is apart from the gradient, as in adamw") boolean decoupled) implements Optimizer {
    /** RAdam with the usual memory. */
    public RAdam(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8, 0, false);
    }

    @Override
    public Tensor update(Tensor parameter, Tensor gradient, Slots slots) {
        Tensor slope = Decay.gradient(parameter, gradient, weightDecay, decoupled);
        Tensor step = slots.step();
        Tensor first = Memory.mean("first", beta1, slope, slots).over(Memory.gathered(beta1, step));
        Tensor second = Memory.meanSquare("second", beta2, slope, slots);
        // PyTorch adds ε to the root before its mean is corrected
        Tensor scale = Memory.gathered(beta2, step).sqrt().over(second.sqrt().plus(epsilon));
        Rectification rectification = new Rectification(beta2);
        Tensor factor = Tensor.where(rectification.isDue(step), scale.times(rectification.factor(step)),
                scale.scalar(1));
        return Decay.parameter(parameter, weightDecay, decoupled, slots)
                .minus(first.times(factor).times(slots.learningRate()));
    }

    /** {@code radam} as a service. */
    @Component
    @OptimizerName("radam")
    public static final class Type implements OptimizerType<RAdam> {
        @Override
        public RAdam example() {
            return new RAdam(0.001);
        }
    }
}
