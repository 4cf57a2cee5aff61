package org.fascicle.activations;

import org.fascicle.contribution.About;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationName;
import org.fascicle.nn.ActivationType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * {@code x · tanh(ln(1 + eˣ))}; its minimum is -0.308843 at x = -1.192431 (Misra: Mish, a self regularized
 * non-monotonic activation function, 2020).
 */
@About("x · tanh(ln(1 + eˣ)), smooth and not monotonic")
public record Mish() implements Activation {
    @Override
    public Tensor apply(Tensor x) {
        // from 40 up the tanh is 1 to the last digit
        return x.call("mish", z -> z.times(new Softplus(1, 40).apply(z).tanh()));
    }

    /** {@code mish} as a service. */
    @Component
    @ActivationName("mish")
    public static final class Type implements ActivationType<Mish> {
        @Override
        public Mish example() {
            return new Mish();
        }
    }
}
