package org.fascicle.activations;

import org.fascicle.contribution.About;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationName;
import org.fascicle.nn.ActivationType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * {@code eˣⁱ / Σ eˣʲ} along an axis: positive numbers that sum to 1. The maximum is taken off first, so nothing
 * overflows. A model that ends in it is not for {@code cross-entropy}, which takes logits.
 */
@About("eˣⁱ / Σ eˣʲ along an axis: positive numbers that sum to 1")
public record Softmax(@About("the axis that is summed over; -1 is the last") int axis) implements Activation {
    @Override
    public Tensor apply(Tensor x) {
        return x.softmax(Axis.of("softmax", x, axis));
    }

    /** {@code softmax} as a service. */
    @Component
    @ActivationName("softmax")
    public static final class Type implements ActivationType<Softmax> {
        @Override
        public Softmax example() {
            return new Softmax(-1);
        }
    }
}
