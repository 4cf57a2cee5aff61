package org.fascicle.activations;

import org.fascicle.contribution.About;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationName;
import org.fascicle.nn.ActivationType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * {@code xᵢ − ln Σ eˣʲ} along an axis: the logarithms of numbers that sum to 1. The maximum is taken off first, so
 * nothing overflows. A model that ends in it is for {@code kullback-leibler} with log-probabilities; {@code
 * cross-entropy} does it by itself.
 */
@About("xᵢ − ln Σ eˣʲ along an axis: logarithms of probabilities")
public record LogSoftmax(@About("the axis that is summed over; -1 is the last") int axis) implements Activation {
    @Override
    public Tensor apply(Tensor x) {
        return x.logSoftmax(Axis.of("log-softmax", x, axis));
    }

    /** {@code log-softmax} as a service. */
    @Component
    @ActivationName("log-softmax")
    public static final class Type implements ActivationType<LogSoftmax> {
        @Override
        public LogSoftmax example() {
            return new LogSoftmax(-1);
        }
    }
}
