package org.fascicle.activations;

import org.fascicle.activations.Gelu.Approximation;
import org.fascicle.testkit.ActivationContract;
import org.junit.jupiter.api.Nested;

class ActivationContractsTest {
    @Nested
    class IdentityTest extends ActivationContract<Identity> {
    }

    @Nested
    class ReluTest extends ActivationContract<Relu> {
    }

    @Nested
    class LeakyReluTest extends ActivationContract<LeakyRelu> {
    }

    @Nested
    class SigmoidTest extends ActivationContract<Sigmoid> {
    }

    @Nested
    class TanhTest extends ActivationContract<Tanh> {
    }

    @Nested
    class SoftmaxTest extends ActivationContract<Softmax> {
    }

    @Nested
    class GeluTest extends ActivationContract<Gelu> {
    }

    @Nested
    class SiluTest extends ActivationContract<Silu> {
    }

    @Nested
    class GeluByTanhTest extends ActivationContract<Gelu> {
        @Override
        protected Gelu contribution() {
            return new Gelu(Approximation.TANH);
        }
    }
}
