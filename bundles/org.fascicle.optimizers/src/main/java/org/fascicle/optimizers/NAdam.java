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
 * Adam with Nesterov's look ahead: {@code p ← p − η · (μ′·m/(1 − Πμ·μ′) + (1 − μ)·g/(1 − Πμ)) / (√v̂ + ε)}, where at
 * step t {@code μ = β₁·(1 − ½·0.96^(t·ψ))}, {@code μ′} is that of the next step and {@code Πμ} the product of all so
 * far; {@code m} and {@code v̂} are as in {@code adam} (Dozat: Incorporating Nesterov momentum into Adam, 2016, as in
 * PyTorch). Keeps {@code first}, {@code second} and {@code product} for each parameter.
 */
@About("Adam with Nesterov's look ahead")
public record NAdam(
        @Min(0) @About("how far a parameter goes in a step, about") double learningRate,
        @Min(0) @Max(0.9999999) @About("memory of the mean gradient") double beta1,
        @Min(0) @Max(0.9999999) @About("memory of the mean squared gradient") double beta2,
        @Min(0) @About("added to the root, against division by 0") double epsilon,
        @Min(0) @About("how soon momentum reaches beta1, ψ") double momentumDecay,
        @Min(0) @About("pull of each parameter towards 0") double weightDecay,
        @About("whether the decay is apart from the gradient, as in adamw") boolean decoupled) implements Optimizer {
    private static final double WARMING = Math.log(0.96);

    /** NAdam with the usual memory. */
    public NAdam(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8, 0.004, 0, false);
    }

    @Override
    public Tensor update(Tensor parameter, Tensor gradient, Slots slots) {
        Tensor slope = Decay.gradient(parameter, gradient, weightDecay, decoupled);
        Tensor step = slots.step();
        Tensor now = momentum(step);
        Tensor next = momentum(step.plus(1));
        Tensor product = slots.get("product", 1).times(now);
        slots.put("product", product);
        Tensor first = Memory.mean("first", beta1, slope, slots);
        Tensor second = Memory.meanSquare("second", beta2, slope, slots);
        Tensor scale = second.over(Memory.gathered(beta2, step)).sqrt().plus(epsilon);
        Tensor one = step.scalar(1);
        Tensor direction = slope.times(one.minus(now)).over(one.minus(product))
                .plus(first.times(next).over(one.minus(product.times(next))));
        return Decay.parameter(parameter, weightDecay, decoupled, slots)
                .minus(direction.over(scale).times(slots.learningRate()));
    }

    private Tensor momentum(Tensor step) {
        return step.times(WARMING * momentumDecay).exp().times(-0.5).plus(1).times(beta1);
    }

    /** {@code nadam} as a service. */
    @Component
    @OptimizerName("nadam")
    public static final class Type implements OptimizerType<NAdam> {
        @Override
        public NAdam example() {
            return new NAdam(0.002);
        }
    }
}
