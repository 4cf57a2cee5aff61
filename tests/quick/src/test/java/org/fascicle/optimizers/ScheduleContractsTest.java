package org.fascicle.optimizers;

import org.fascicle.testkit.ScheduleContract;
import org.junit.jupiter.api.Nested;

class ScheduleContractsTest {
    @Nested
    class ConstantRateTest extends ScheduleContract<ConstantRate> {
    }

    @Nested
    class CosineRateTest extends ScheduleContract<CosineRate> {
    }

    @Nested
    class StepRateTest extends ScheduleContract<StepRate> {
    }

    @Nested
    class MultiStepRateTest extends ScheduleContract<MultiStepRate> {
    }

    @Nested
    class ExponentialRateTest extends ScheduleContract<ExponentialRate> {
    }

    @Nested
    class PolynomialRateTest extends ScheduleContract<PolynomialRate> {
    }

    @Nested
    class LinearRateTest extends ScheduleContract<LinearRate> {
    }

    @Nested
    class WarmUpTest extends ScheduleContract<WarmUp> {
    }

    @Nested
    class OneCycleRateTest extends ScheduleContract<OneCycleRate> {
    }

    @Nested
    class CyclicRateTest extends ScheduleContract<CyclicRate> {
    }

    @Nested
    class WarmRestartsTest extends ScheduleContract<WarmRestarts> {
    }

    @Nested
    class SequenceTest extends ScheduleContract<Sequence> {
    }

    @Nested
    class PlateauTest extends ScheduleContract<Plateau> {
    }

    @Nested
    class WarmUpOfAPlateauTest extends ScheduleContract<WarmUp> {
        @Override
        protected WarmUp contribution() {
            return new WarmUp(15, new Plateau(0.5, 1));
        }
    }

    @Nested
    class OneCycleInThreePhasesTest extends ScheduleContract<OneCycleRate> {
        @Override
        protected OneCycleRate contribution() {
            return new OneCycleRate(0.7, 10, 100, true, OneCycleRate.Curve.LINEAR);
        }
    }
}
