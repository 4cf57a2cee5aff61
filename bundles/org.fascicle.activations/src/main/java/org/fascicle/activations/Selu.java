package org.fascicle.activations;

import org.fascicle.contribution.About;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationName;
import org.fascicle.nn.ActivationType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * Scaled exponential linear unit: {@code λ·x} above 0, {@code λ·α·(eˣ − 1)} from there down, with λ = 1.0507 and α =
 * 1.6733, for which layers with LeCun-normal weights keep mean 0 and variance 1; its derivative at 0 is λ·α
 * (Klambauer, Unterthiner, Mayr and Hochreiter: Self-normalizing neural networks, 2017).
 */
@About("an elu scaled so that deep layers keep mean 0 and variance 1; wants lecun-normal weights")
public record Selu() implements Activation {
    private static final double ALPHA = 1.6732632423543772;
    private static final double SCALE = 1.0507009873554805;

    @Override
    public Tensor apply(Tensor x) {
        return x.call("selu", z -> Rectified.exponential(z, ALPHA, 1).times(SCALE));
    }

    /** {@code selu} as a service. */
    @Component
    @ActivationName("selu")
    public static final class Type implements ActivationType<Selu> {
        @Override
        public Selu example() {
            return new Selu();
        }
    }
}
