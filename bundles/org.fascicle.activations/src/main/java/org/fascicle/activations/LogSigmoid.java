package org.fascicle.activations;

import org.fascicle.contribution.About;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationName;
import org.fascicle.nn.ActivationType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/** {@code ln(1 / (1 + e⁻ˣ)) = −ln(1 + e⁻ˣ)}, at most 0, without overflow: near x far below 0. */
@About("ln sigmoid(x), at most 0, without overflow")
public record LogSigmoid() implements Activation {
    @Override
    public Tensor apply(Tensor x) {
        // from 40 up ln(1 + eˣ) is x to the last digit
        return x.call("log-sigmoid", z -> new Softplus(1, 40).apply(z.negate()).negate());
    }

    /** {@code log-sigmoid} as a service. */
    @Component
    @ActivationName("log-sigmoid")
    public static final class Type implements ActivationType<LogSigmoid> {
        @Override
        public LogSigmoid example() {
            return new LogSigmoid();
        }
    }
}
