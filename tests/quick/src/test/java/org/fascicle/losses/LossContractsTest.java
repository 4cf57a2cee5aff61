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
}
