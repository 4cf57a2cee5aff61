package org.fascicle.activations;

import org.fascicle.contribution.About;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationName;
import org.fascicle.nn.ActivationType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * Rectified linear unit: {@code max(x, 0)}; its derivative at 0 is 0 (Nair and Hinton: Rectified linear units improve
 * restricted Boltzmann machines, 2010).
 */
@About("max(x, 0)")
public record Relu() implements Activation {
    @Override
    public Tensor apply(Tensor x) {
        return x.relu();
    }

    /** {@code relu} as a service. */
    @Component
    @ActivationName("relu")
    public static final class Type implements ActivationType<Relu> {
        @Override
        public Relu example() {
            return new Relu();
        }
    }
}
