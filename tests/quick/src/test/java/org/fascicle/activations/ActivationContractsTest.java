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

    @Nested
    class EluTest extends ActivationContract<Elu> {
    }

    @Nested
    class CeluTest extends ActivationContract<Celu> {
    }

    @Nested
    class SeluTest extends ActivationContract<Selu> {
    }

    @Nested
    class Relu6Test extends ActivationContract<Relu6> {
    }

    @Nested
    class HardTanhTest extends ActivationContract<HardTanh> {
    }

    @Nested
    class HardSigmoidTest extends ActivationContract<HardSigmoid> {
    }

    @Nested
    class HardSwishTest extends ActivationContract<HardSwish> {
    }

    @Nested
    class SoftplusTest extends ActivationContract<Softplus> {
    }

    @Nested
    class SoftsignTest extends ActivationContract<Softsign> {
    }

    @Nested
    class MishTest extends ActivationContract<Mish> {
    }

    @Nested
    class LogSigmoidTest extends ActivationContract<LogSigmoid> {
    }

    @Nested
    class LogSoftmaxTest extends ActivationContract<LogSoftmax> {
    }

    @Nested
    class GluTest extends ActivationContract<Glu> {
    }
}
