package org.fascicle.activations;

import org.fascicle.contribution.About;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationName;
import org.fascicle.nn.ActivationType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/** {@code x} as it is. */
@About("x as it is: the layer stays linear")
public record Identity() implements Activation {
    @Override
    public Tensor apply(Tensor x) {
        return x;
    }

    /** {@code identity} as a service. */
    @Component
    @ActivationName("identity")
    public static final class Type implements ActivationType<Identity> {
        @Override
        public Identity example() {
            return new Identity();
        }
    }
}
