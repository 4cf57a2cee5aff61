package org.fascicle.activations;

import org.fascicle.contribution.About;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationName;
import org.fascicle.nn.ActivationType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/** Logistic function: {@code 1 / (1 + e⁻ˣ)}, between 0 and 1, without overflow. */
@About("1 / (1 + e⁻ˣ), between 0 and 1")
public record Sigmoid() implements Activation {
    @Override
    public Tensor apply(Tensor x) {
        return x.sigmoid();
    }

    /** {@code sigmoid} as a service. */
    @Component
    @ActivationName("sigmoid")
    public static final class Type implements ActivationType<Sigmoid> {
        @Override
        public Sigmoid example() {
            return new Sigmoid();
        }
    }
}
