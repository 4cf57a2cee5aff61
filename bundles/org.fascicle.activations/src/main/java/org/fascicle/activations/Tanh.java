package org.fascicle.activations;

import org.fascicle.contribution.About;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationName;
import org.fascicle.nn.ActivationType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/** Hyperbolic tangent, between -1 and 1. */
@About("hyperbolic tangent, between -1 and 1")
public record Tanh() implements Activation {
    @Override
    public Tensor apply(Tensor x) {
        return x.tanh();
    }

    /** {@code tanh} as a service. */
    @Component
    @ActivationName("tanh")
    public static final class Type implements ActivationType<Tanh> {
        @Override
        public Tanh example() {
            return new Tanh();
        }
    }
}
