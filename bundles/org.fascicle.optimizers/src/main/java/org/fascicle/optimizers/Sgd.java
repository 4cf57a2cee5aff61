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
 * Gradient descent on batches: {@code p ← p − η·d}, where with gradient {@code g}, weight decay {@code λ}, momentum
 * {@code μ} and dampening {@code τ}
 * <pre>
 * g ← g + λ·p
 * v ← g at the first step, then μ·v + (1 − τ)·g
 * d = g without momentum, v with it, g + μ·v with Nesterov's
 * </pre>
 * These are PyTorch's rules (Sutskever et al.: On the importance of initialization and momentum in deep learning,
 * 2013, with the learning rate outside the velocity). Keeps {@code momentum} for each parameter where it is above 0.
 */
@About("gradient descent on batches, with momentum if asked for")
public record Sgd(
        @Min(0) @About("how far a parameter follows its gradient") double learningRate,
        @Min(0) @Max(1) @About("share of the last step that the next one keeps") double momentum,
        @Min(0) @Max(1) @About("share of the gradient that momentum leaves out") double dampening,
        @About("whether to look one step of momentum ahead") boolean nesterov,
        @Min(0) @About("pull of each parameter towards 0, added to its gradient") double weightDecay)
        implements Optimizer {
    public Sgd {
        if (nesterov && (momentum == 0 || dampening != 0)) {
            throw new IllegalArgumentException("nesterov looks ahead along an undamped momentum; give momentum, such "
                    + "as 0.9, and no dampening");
        }
    }

    /** Plain gradient descent. */
    public Sgd(double learningRate) {
        this(learningRate, 0, 0, false, 0);
    }

    @Override
    public Tensor update(Tensor parameter, Tensor gradient, Slots slots) {
        Tensor slope = weightDecay == 0 ? gradient : gradient.plus(parameter.times(weightDecay));
        Tensor direction = momentum == 0 ? slope : velocity(slope, slots);
        return parameter.minus(direction.times(slots.learningRate()));
    }

    private Tensor velocity(Tensor slope, Slots slots) {
        Tensor kept = slots.get("momentum", 0).times(momentum);
        Tensor velocity = kept.plus(slope.times(1 - dampening));
        if (dampening != 0) {
            // without dampening the rule gives the gradient itself at the first step
            velocity = Tensor.where(slots.step().equalTo(slots.step().scalar(1)), slope, velocity);
        }
        slots.put("momentum", velocity);
        return nesterov ? slope.plus(velocity.times(momentum)) : velocity;
    }

    /** {@code sgd} as a service. */
    @Component
    @OptimizerName("sgd")
    public static final class Type implements OptimizerType<Sgd> {
        @Override
        public Sgd example() {
            return new Sgd(0.01);
        }
    }
}
