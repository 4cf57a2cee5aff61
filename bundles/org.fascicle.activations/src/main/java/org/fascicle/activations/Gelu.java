package org.fascicle.activations;

import org.fascicle.contribution.About;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationName;
import org.fascicle.nn.ActivationType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * Gaussian error linear unit: {@code x · Φ(x)}, Φ being the distribution function of the standard normal; its minimum
 * is -0.169971 at x = -0.751792 (Hendrycks and Gimpel: Gaussian error linear units, 2016).
 */
@About("x · Φ(x), a smooth ReLU; the activation of GPT and BERT")
public record Gelu(@About("how Φ is computed") Approximation approximation) implements Activation {
    /** How the normal distribution function is computed. */
    public enum Approximation {
        /** {@code Φ(x) = (1 + erf(x/√2)) / 2}. */
        EXACT {
            @Override
            Tensor apply(Tensor x) {
                return x.times(0.5).times(x.times(Math.sqrt(0.5)).erf().plus(1));
            }
        },
        /** {@code Φ(x) ≈ (1 + tanh(√(2/π) · (x + 0.044715·x³))) / 2}: what GPT-2 was trained with. */
        TANH {
            @Override
            Tensor apply(Tensor x) {
                Tensor cubic = x.plus(x.square().times(x).times(0.044715));
                return x.times(0.5).times(cubic.times(Math.sqrt(2 / Math.PI)).tanh().plus(1));
            }
        };

        abstract Tensor apply(Tensor x);
    }

    @Override
    public Tensor apply(Tensor x) {
        return x.call(approximation == Approximation.EXACT ? "gelu" : "gelu-tanh", approximation::apply);
    }

    /** {@code gelu} as a service. */
    @Component
    @ActivationName("gelu")
    public static final class Type implements ActivationType<Gelu> {
        @Override
        public Gelu example() {
            return new Gelu(Approximation.EXACT);
        }
    }
}
