package org.fascicle.activations;

import org.fascicle.contribution.About;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationName;
import org.fascicle.nn.ActivationType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * {@code x · min(max(x/6 + ½, 0), 1)}, which is {@code silu} with a sigmoid of straight pieces: 0 from −3 down, x from
 * 3 up, and −3/8 at its least, x = −3/2 (Howard et al.: Searching for MobileNetV3, 2019).
 */
@About("x · hard-sigmoid(x): silu of straight pieces")
public record HardSwish() implements Activation {
    @Override
    public Tensor apply(Tensor x) {
        return x.call("hard-swish", z -> z.times(Rectified.clamp(z, -3, 3).plus(3).over(6)));
    }

    /** {@code hard-swish} as a service. */
    @Component
    @ActivationName("hard-swish")
    public static final class Type implements ActivationType<HardSwish> {
        @Override
        public HardSwish example() {
            return new HardSwish();
        }
    }
}
