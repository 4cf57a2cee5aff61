package org.fascicle.activations;

import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationName;
import org.fascicle.nn.ActivationType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * Continuously differentiable exponential linear unit: {@code x} above 0, {@code α·(e^(x/α) − 1)} from there down; its
 * derivative at 0 is 1 from both sides, whatever α is (Barron: Continuously differentiable exponential linear units,
 * 2017).
 */
@About("x above 0, α·(e^(x/α) − 1) below: smooth at 0 for every α")
public record Celu(@Min(1e-6) @About("how far below 0 it ends") double alpha) implements Activation {
    @Override
    public Tensor apply(Tensor x) {
        return x.call("celu", z -> Rectified.exponential(z, alpha, 1 / alpha));
    }

    /** {@code celu} as a service. */
    @Component
    @ActivationName("celu")
    public static final class Type implements ActivationType<Celu> {
        @Override
        public Celu example() {
            return new Celu(1);
        }
    }
}
