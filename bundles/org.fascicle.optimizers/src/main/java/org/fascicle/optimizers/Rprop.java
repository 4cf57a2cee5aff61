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
 * Steps by the sign of the gradient alone, each number with a length of its own: {@code p ← p − sign(g)·s}, where with
 * {@code k = g·g'}, g' the gradient before
 * <pre>
 * s ← min(s·growth, longest)      where k &gt; 0: the way goes on
 * s ← max(s·shrinkage, shortest)  where k &lt; 0: the valley was crossed; the step is left out, and g counts as 0
 * </pre>
 * (Riedmiller, Braun: A direct adaptive method for faster backpropagation learning, 1993; without stepping back, as
 * iRprop⁻ of Igel, Hüsken 2000). It is for whole datasets in one batch. The learning rate is the first length; a
 * schedule stretches all lengths alike. Keeps {@code previous} and {@code length} for each parameter.
 */
@About("steps by the sign of the gradient, with a length for each number; for whole datasets in one batch")
public record Rprop(
        @Min(0) @About("length of the first step") double learningRate,
        @Min(0) @Max(1) @About("what a length is multiplied by where the gradient turns") double shrinkage,
        @Min(1) @About("what a length is multiplied by where it does not") double growth,
        @Min(0) @About("the shortest length") double shortest,
        @Min(0) @About("the longest length") double longest) implements Optimizer {
    public Rprop {
        if (shortest > longest) {
            throw new IllegalArgumentException("the shortest length " + shortest + " is above the longest " + longest);
        }
    }

    /** The usual growth and shrinkage. */
    public Rprop(double learningRate) {
        this(learningRate, 0.5, 1.2, 1e-6, 50);
    }

    @Override
    public Tensor update(Tensor parameter, Tensor gradient, Slots slots) {
        Tensor turn = gradient.times(slots.get("previous", 0)).sign();
        Tensor before = slots.get("length", learningRate);
        Tensor changed = Tensor.where(turn.greaterThan(0), before.times(growth),
                Tensor.where(turn.lessThan(0), before.times(shrinkage), before));
        Tensor length = changed.maximum(shortest).minimum(changed.scalar(longest));
        Tensor slope = Tensor.where(turn.lessThan(0), gradient.times(0), gradient);
        slots.put("previous", slope);
        slots.put("length", length);
        return parameter.minus(slope.sign().times(length).times(slots.learningRate().over(learningRate)));
    }

    /** {@code rprop} as a service. */
    @Component
    @OptimizerName("rprop")
    public static final class Type implements OptimizerType<Rprop> {
        @Override
        public Rprop example() {
            return new Rprop(0.01);
        }
    }
}
