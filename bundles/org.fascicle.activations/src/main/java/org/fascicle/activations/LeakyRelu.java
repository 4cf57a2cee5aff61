package org.fascicle.activations;

import org.fascicle.contribution.About;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationName;
import org.fascicle.nn.ActivationType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * {@code x} above 0, {@code slope · x} from there down; its derivative at 0 is the slope (Maas, Hannun and Ng:
 * Rectifier nonlinearities improve neural network acoustic models, 2013).
 */
@About("x above 0, slope · x below")
public record LeakyRelu(@About("the derivative below 0, of either sign") double slope)
        implements Activation {
    public LeakyRelu {
        if (!Double.isFinite(slope)) {
            throw new IllegalArgumentException("slope, " + slope + ", has to be a finite number");
        }
    }

    @Override
    public Tensor apply(Tensor x) {
        return x.call("leaky-relu", z -> Tensor.where(z.greaterThan(0), z, z.times(slope)));
    }

    /** {@code leaky-relu} as a service. */
    @Component
    @ActivationName("leaky-relu")
    public static final class Type implements ActivationType<LeakyRelu> {
        @Override
        public LeakyRelu example() {
            return new LeakyRelu(0.01);
        }
    }
}
