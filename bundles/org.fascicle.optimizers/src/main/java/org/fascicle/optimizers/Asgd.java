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
 * Gradient descent whose rate falls, and the mean of where it has been: {@code p ← p·(1 − λ·ηₜ) − ηₜ·g} with {@code ηₜ
 * = η / (1 + λ·η·(t − 1))^power}, and {@code p̄} the mean of p from step {@code start} on (Polyak, Juditsky:
 * Acceleration of stochastic approximation by averaging, 1992; Xu: Towards optimal one pass large scale learning with
 * averaged stochastic gradient descent, 2011). Weight decay is added to the gradient. Keeps {@code average} for each
 * parameter; the run goes by the parameter itself, {@code train.average} by a mean that forgets.
 */
@About("gradient descent whose rate falls, with the mean of where it has been")
public record Asgd(
        @Min(0) @About("how far a parameter follows its gradient in the first step") double learningRate,
        @Min(0) @About("how fast the rate falls, and how each parameter is drawn to 0, λ") double decay,
        @Min(0) @About("the power by which the rate falls") double power,
        @Min(0) @About("the step behind which the mean begins") double start,
        @Min(0) @About("pull of each parameter towards 0, added to its gradient") double weightDecay)
        implements Optimizer {
    /** The usual fall of the rate. */
    public Asgd(double learningRate) {
        this(learningRate, 1e-4, 0.75, 1e6, 0);
    }

    @Override
    public Tensor update(Tensor parameter, Tensor gradient, Slots slots) {
        Tensor slope = weightDecay == 0 ? gradient : gradient.plus(parameter.times(weightDecay));
        Tensor past = slots.step().minus(1);
        Tensor fall = past.times(slots.learningRate()).times(decay).plus(1);
        Tensor rate = slots.learningRate().times(fall.log().times(-power).exp());
        Tensor next = parameter.times(rate.times(-decay).plus(1)).minus(slope.times(rate));
        Tensor share = past.minus(start).maximum(1).reciprocal();
        Tensor before = slots.get("average", 0);
        slots.put("average", before.plus(next.minus(before).times(share)));
        return next;
    }

    /** {@code asgd} as a service. */
    @Component
    @OptimizerName("asgd")
    public static final class Type implements OptimizerType<Asgd> {
        @Override
        public Asgd example() {
            return new Asgd(0.01);
        }
    }
}
