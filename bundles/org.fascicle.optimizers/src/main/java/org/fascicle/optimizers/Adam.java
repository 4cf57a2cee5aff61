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
 * Adaptive moments: {@code p ← p − η · m̂ / (√v̂ + ε)}, where {@code m̂} and {@code v̂} are bias-corrected running
 * means of the gradient and of its square (Kingma and Ba: Adam, 2015; AMSGrad: Reddi, Kale and Kumar, 2018). Weight
 * decay is added to the gradient, as in PyTorch; {@code adamw} keeps it apart. Keeps {@code first} and {@code second}
 * for each parameter, and {@code largest} with AMSGrad.
 */
@About("a step of its own size for each parameter, from running means of gradient and square")
public record Adam(
        @Min(0) @About("how far a parameter goes in a step, about") double learningRate,
        @Min(0) @Max(0.9999999) @About("memory of the mean gradient") double beta1,
        @Min(0) @Max(0.9999999) @About("memory of the mean squared gradient") double beta2,
        @Min(0) @About("added to the root, against division by 0") double epsilon,
        @Min(0) @About("pull of each parameter towards 0, added to its gradient") double weightDecay,
        @About("whether the mean square may only grow") boolean amsgrad) implements Optimizer {
    /** Adam with the usual memory. */
    public Adam(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8, 0, false);
    }

    @Override
    public Tensor update(Tensor parameter, Tensor gradient, Slots slots) {
        Tensor slope = weightDecay == 0 ? gradient : gradient.plus(parameter.times(weightDecay));
        Tensor step = new AdaptiveStep(beta1, beta2, epsilon, amsgrad).of(slope, slots);
        return parameter.minus(step.times(slots.learningRate()));
    }

    /** {@code adam} as a service. */
    @Component
    @OptimizerName("adam")
    public static final class Type implements OptimizerType<Adam> {
        @Override
        public Adam example() {
            return new Adam(0.001);
        }
    }
}
