package org.fascicle.activations;

import org.fascicle.contribution.About;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationName;
import org.fascicle.nn.ActivationType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * {@code x / (1 + |x|)}, between −1 and 1, which it nears more slowly than {@code tanh} does (Bergstra et al.:
 * Quadratic polynomials learn better image features, 2009; Glorot and Bengio: Understanding the difficulty of training
 * deep feedforward neural networks, 2010).
 */
@About("x / (1 + |x|), between −1 and 1")
public record Softsign() implements Activation {
    @Override
    public Tensor apply(Tensor x) {
        return x.call("softsign", z -> z.over(z.abs().plus(1)));
    }

    /** {@code softsign} as a service. */
    @Component
    @ActivationName("softsign")
    public static final class Type implements ActivationType<Softsign> {
        @Override
        public Softsign example() {
            return new Softsign();
        }
    }
}
