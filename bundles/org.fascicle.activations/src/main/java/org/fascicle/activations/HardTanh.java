package org.fascicle.activations;

import org.fascicle.contribution.About;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationName;
import org.fascicle.nn.ActivationType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * {@code x} between two numbers and these outside: {@code min(max(x, minimum), maximum)}; its derivative is 0 at both
 * ends (Collobert: Large scale machine learning, 2004).
 *
 * <p>The minimum lies below the maximum.
 */
@About("x cut to an interval, −1 to 1 by default")
public record HardTanh(
        @About("the least value") double minimum,
        @About("the largest value") double maximum) implements Activation {
    public HardTanh {
        if (!(minimum < maximum)) {
            throw new IllegalArgumentException("minimum, " + minimum + ", has to lie below maximum, " + maximum);
        }
    }

    @Override
    public Tensor apply(Tensor x) {
        return x.call("hard-tanh", z -> Rectified.clamp(z, minimum, maximum));
    }

    /** {@code hard-tanh} as a service. */
    @Component
    @ActivationName("hard-tanh")
    public static final class Type implements ActivationType<HardTanh> {
        @Override
        public HardTanh example() {
            return new HardTanh(-1, 1);
        }
    }
}
