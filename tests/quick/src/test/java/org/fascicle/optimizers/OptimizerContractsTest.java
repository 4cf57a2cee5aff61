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

    @Nested
    class RmsPropTest extends OptimizerContract<RmsProp> {
    }

    @Nested
    class AdagradTest extends OptimizerContract<Adagrad> {
    }

    @Nested
    class AdadeltaTest extends OptimizerContract<Adadelta> {
    }

    @Nested
    class AdamaxTest extends OptimizerContract<Adamax> {
    }

    @Nested
    class NAdamTest extends OptimizerContract<NAdam> {
    }

    @Nested
    class RAdamTest extends OptimizerContract<RAdam> {
    }

    @Nested
    class RpropTest extends OptimizerContract<Rprop> {
    }

    @Nested
    class AsgdTest extends OptimizerContract<Asgd> {
    }

    @Nested
    class AsgdThatAveragesSoonTest extends OptimizerContract<Asgd> {
        @Override
        protected Asgd contribution() {
            return new Asgd(0.05, 0.1, 0.5, 3, 0.01);
        }
    }

    @Nested
    class CentredRmsPropWithMomentumTest extends OptimizerContract<RmsProp> {
        @Override
        protected RmsProp contribution() {
            return new RmsProp(0.01, 0.9, 1e-8, 0.5, true, 0.001);
        }
    }

    @Nested
    class RAdamThatIsRectifiedSoonTest extends OptimizerContract<RAdam> {
        @Override
        protected RAdam contribution() {
            return new RAdam(0.01, 0.8, 0.9, 1e-8, 0.01, true);
        }
    }
}
