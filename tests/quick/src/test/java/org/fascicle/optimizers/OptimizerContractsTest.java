package org.fascicle.optimizers;

import org.fascicle.testkit.OptimizerContract;
import org.junit.jupiter.api.Nested;

class OptimizerContractsTest {
    @Nested
    class SgdTest extends OptimizerContract<Sgd> {
    }

    @Nested
    class AdamTest extends OptimizerContract<Adam> {
    }

    @Nested
    class AdamWTest extends OptimizerContract<AdamW> {
    }

    @Nested
    class SgdWithNesterovTest extends OptimizerContract<Sgd> {
        @Override
        protected Sgd contribution() {
            return new Sgd(0.01, 0.9, 0, true, 0.001);
        }
    }

    @Nested
    class SgdWithDampeningTest extends OptimizerContract<Sgd> {
        @Override
        protected Sgd contribution() {
            return new Sgd(0.01, 0.9, 0.1, false, 0.001);
        }
    }

    @Nested
    class AmsGradTest extends OptimizerContract<Adam> {
        @Override
        protected Adam contribution() {
            return new Adam(0.001, 0.9, 0.999, 1e-8, 0.001, true);
        }
    }
}
