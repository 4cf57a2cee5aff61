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
 * Adam with decoupled weight decay: {@code p ← p·(1 − η·λ) − η · m̂ / (√v̂ + ε)} (Loshchilov and Hutter: Decoupled
 * weight decay regularization, 2019, with the rate in front of both terms, as in PyTorch). Keeps {@code first} and
 * {@code second} for each parameter, and {@code largest} with AMSGrad.
 */
@About("Adam with weight decay apart from the gradient")
public record AdamW(
        @Min(0) @About("how far a parameter goes in a step, about") double learningRate,
        @Min(0) @Max(0.9999999) @About("memory of the mean gradient") double beta1,
        @Min(0) @Max(0.9999999) @About("memory of the mean squared gradient") double beta2,
        @Min(0) @About("added to the root, against division by 0") double epsilon,
        @Min(0) @About("share of the learning rate by which each parameter shrinks in a step") double weightDecay,
        @About("whether the mean square may only grow") boolean amsgrad) implements Optimizer {
    /** AdamW with the usual memory. */
    public AdamW(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8, 0.01, false);
    }

    @Override
    public Tensor update(Tensor parameter, Tensor gradient, Slots slots) {
        Tensor rate = slots.learningRate();
        Tensor step = new AdaptiveStep(beta1, beta2, epsilon, amsgrad).of(gradient, slots);
        Tensor shrunk = parameter.times(rate.times(-weightDecay).plus(1));
        return shrunk.minus(step.times(rate));
    }

    /** {@code adamw} as a service. */
    @Component
    @OptimizerName("adamw")
    public static final class Type implements OptimizerType<AdamW> {
        @Override
        public AdamW example() {
            return new AdamW(0.001);
        }
    }
}
