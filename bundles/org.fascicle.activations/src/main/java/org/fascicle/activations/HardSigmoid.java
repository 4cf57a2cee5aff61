package org.fascicle.activations;

import org.fascicle.contribution.About;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationName;
import org.fascicle.nn.ActivationType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * A sigmoid of three straight pieces: {@code min(max(x/6 + ½, 0), 1)}; its derivative is 0 from −3 down and from 3 up
 * (Courbariaux, Bengio and David: BinaryConnect, 2015; with the slope of Howard et al.: Searching for MobileNetV3,
 * 2019, as in PyTorch).
 */
@About("min(max(x/6 + ½, 0), 1): a sigmoid of straight pieces")
public record HardSigmoid() implements Activation {
    @Override
    public Tensor apply(Tensor x) {
        return x.call("hard-sigmoid", z -> Rectified.clamp(z, -3, 3).plus(3).over(6));
    }

    /** {@code hard-sigmoid} as a service. */
    @Component
    @ActivationName("hard-sigmoid")
    public static final class Type implements ActivationType<HardSigmoid> {
        @Override
        public HardSigmoid example() {
            return new HardSigmoid();
        }
    }
}
