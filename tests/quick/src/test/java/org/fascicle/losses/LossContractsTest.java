package org.fascicle.losses;

import java.util.List;
import org.fascicle.testkit.LossContract;
import org.junit.jupiter.api.Nested;

class LossContractsTest {
    @Nested
    class CrossEntropyTest extends LossContract<CrossEntropy> {
    }

    @Nested
    class MeanSquaredErrorTest extends LossContract<MeanSquaredError> {
    }

    @Nested
    class QuadraticTest extends LossContract<Quadratic> {
    }

    @Nested
    class CrossEntropyWithEveryOptionTest extends LossContract<CrossEntropy> {
        @Override
        protected CrossEntropy contribution() {
            return new CrossEntropy(0.2, List.of(1.0, 2.0, 0.5), List.of(7), Reduction.MEAN);
        }
    }

    @Nested
    class BinaryCrossEntropyTest extends LossContract<BinaryCrossEntropy> {
    }

    @Nested
    class BinaryCrossEntropyWithWeightsTest extends LossContract<BinaryCrossEntropy> {
        @Override
        protected BinaryCrossEntropy contribution() {
            return new BinaryCrossEntropy(List.of(1.0, 4.0, 0.5), Reduction.MEAN);
        }
    }

    @Nested
    class BinaryCrossEntropyOfProbabilitiesTest extends LossContract<BinaryCrossEntropy> {
        @Override
        protected BinaryCrossEntropy contribution() {
            return new BinaryCrossEntropy(List.of(2.0), Reduction.MEAN, BinaryCrossEntropy.Input.PROBABILITIES);
        }
    }

    @Nested
    class MeanAbsoluteErrorTest extends LossContract<MeanAbsoluteError> {
    }

    @Nested
    class HuberTest extends LossContract<Huber> {
    }

    @Nested
    class HuberOfLargeErrorsTest extends LossContract<Huber> {
        @Override
        protected Huber contribution() {
            return new Huber(0.05, Reduction.MEAN);
        }
    }

    @Nested
    class KullbackLeiblerTest extends LossContract<KullbackLeibler> {
    }
}
