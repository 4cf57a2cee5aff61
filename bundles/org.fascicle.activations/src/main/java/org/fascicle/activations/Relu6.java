package org.fascicle.activations;

import org.fascicle.contribution.About;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationName;
import org.fascicle.nn.ActivationType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * Rectified linear unit that ends at 6: {@code min(max(x, 0), 6)}; its derivative is 0 at both ends (Krizhevsky:
 * Convolutional deep belief networks on CIFAR-10, 2010; Howard et al.: MobileNets, 2017).
 */
@About("min(max(x, 0), 6)")
public record Relu6() implements Activation {
    @Override
    public Tensor apply(Tensor x) {
        return x.call("relu6", z -> Rectified.clamp(z, 0, 6));
    }

    /** {@code relu6} as a service. */
    @Component
    @ActivationName("relu6")
    public static final class Type implements ActivationType<Relu6> {
        @Override
        public Relu6 example() {
            return new Relu6();
        }
    }
}
