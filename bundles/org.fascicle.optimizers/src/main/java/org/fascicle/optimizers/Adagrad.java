package org.fascicle.optimizers;

import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.nn.Optimizer;
import org.fascicle.nn.OptimizerName;
import org.fascicle.nn.OptimizerType;
import org.fascicle.nn.Slots;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * Steps over the root of the sum of all squares: {@code p ← p − η/(1 + (t − 1)·κ) · g / (√s + ε)} with {@code s ← s +
 * g²}, so that what is seldom seen keeps its step (Duchi, Hazan and Singer: Adaptive subgradient methods for online
 * learning and stochastic optimization, 2011). Weight decay is added to the gradient. Keeps {@code sum} for each
 * parameter.
 */
@About("each gradient over the root of the sum of all squares before")
public record Adagrad(
        @Min(0) @About("how far a parameter goes in its first step, about") double learningRate,
        @Min(0) @About("by which share of itself the rate falls in a step, κ") double rateDecay,
        @Min(0) @About("what the sum of squares begins with") double initialSum,
        @Min(0) @About("added to the root, against division by 0") double epsilon,
        @Min(0) @About("pull of each parameter towards 0, added to its gradient") double weightDecay)
        implements Optimizer {
    /** Adagrad without decay. */
    public Adagrad(double learningRate) {
        this(learningRate, 0, 0, 1e-10, 0);
    }

    @Override
    public Tensor update(Tensor parameter, Tensor gradient, Slots slots) {
        Tensor slope = weightDecay == 0 ? gradient : gradient.plus(parameter.times(weightDecay));
        Tensor sum = slots.get("sum", initialSum).plus(slope.square());
        slots.put("sum", sum);
        Tensor rate = rateDecay == 0 ? slots.learningRate()
                : slots.learningRate().over(slots.step().minus(1).times(rateDecay).plus(1));
        return parameter.minus(slope.over(sum.sqrt().plus(epsilon)).times(rate));
    }

    /** {@code adagrad} as a service. */
    @Component
    @OptimizerName("adagrad")
    public static final class Type implements OptimizerType<Adagrad> {
        @Override
        public Adagrad example() {
            return new Adagrad(0.01);
        }
    }
}
