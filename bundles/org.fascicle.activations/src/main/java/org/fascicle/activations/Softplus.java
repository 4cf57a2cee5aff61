package org.fascicle.activations;

import org.fascicle.contribution.About;
import org.fascicle.contribution.Max;
import org.fascicle.contribution.Min;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationName;
import org.fascicle.nn.ActivationType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * A smooth ReLU: {@code ln(1 + e^(β·x)) / β}, whose derivative is {@code sigmoid(β·x)}; where {@code β·x} is above the
 * threshold it is x itself, which keeps the exponential finite (Dugas et al.: Incorporating second-order functional
 * knowledge for better option pricing, 2001; Glorot, Bordes and Bengio: Deep sparse rectifier neural networks, 2011).
 */
@About("ln(1 + e^(β·x)) / β, a smooth ReLU above 0")
public record Softplus(
        @Min(1e-6) @About("how sharp the bend is") double beta,
        @Min(0) @Max(80) @About("where β·x is above this, the result is x") double threshold) implements Activation {
    @Override
    public Tensor apply(Tensor x) {
        return x.call("softplus", z -> {
            Tensor scaled = z.times(beta);
            Tensor linear = scaled.greaterThan(threshold);
            return Tensor.where(linear, z, Tensor.where(linear, z.scalar(0), scaled).exp().log1p().over(beta));
        });
    }

    /** {@code softplus} as a service. */
    @Component
    @ActivationName("softplus")
    public static final class Type implements ActivationType<Softplus> {
        @Override
        public Softplus example() {
            return new Softplus(1, 20);
        }
    }
}
