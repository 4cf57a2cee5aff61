package org.fascicle.activations;

import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationName;
import org.fascicle.nn.ActivationType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * Exponential linear unit: {@code x} above 0, {@code α·(eˣ − 1)} from there down, so that negative values end at −α;
 * its derivative at 0 is α (Clevert, Unterthiner and Hochreiter: Fast and accurate deep network learning by
 * exponential linear units, 2016).
 */
@About("x above 0, α·(eˣ − 1) below: negative values end at −α")
public record Elu(@Min(0) @About("how far below 0 it ends") double alpha) implements Activation {
    @Override
    public Tensor apply(Tensor x) {
        return x.call("elu", z -> Rectified.exponential(z, alpha, 1));
    }

    /** {@code elu} as a service. */
    @Component
    @ActivationName("elu")
    public static final class Type implements ActivationType<Elu> {
        @Override
        public Elu example() {
            return new Elu(1);
        }
    }
}
