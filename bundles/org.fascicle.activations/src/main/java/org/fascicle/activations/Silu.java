package org.fascicle.activations;

import org.fascicle.contribution.About;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationName;
import org.fascicle.nn.ActivationType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * Sigmoid-weighted linear unit, also called swish: {@code x / (1 + e⁻ˣ)}; its minimum is -0.278465 at x = -1.278465
 * (Hendrycks and Gimpel: Gaussian error linear units, 2016; Elfwing, Uchibe and Doya, 2018).
 */
@About("x · sigmoid(x), also called swish")
public record Silu() implements Activation {
    @Override
    public Tensor apply(Tensor x) {
        return x.call("silu", z -> z.times(z.sigmoid()));
    }

    /** {@code silu} as a service. */
    @Component
    @ActivationName("silu")
    public static final class Type implements ActivationType<Silu> {
        @Override
        public Silu example() {
            return new Silu();
        }
    }
}
