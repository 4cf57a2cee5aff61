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
}
