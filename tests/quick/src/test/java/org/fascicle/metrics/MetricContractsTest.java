package org.fascicle.metrics;

import org.fascicle.testkit.MetricContract;
import org.junit.jupiter.api.Nested;

class MetricContractsTest {
    @Nested
    class LossMetricTest extends MetricContract<LossMetric> {
    }

    @Nested
    class AccuracyTest extends MetricContract<Accuracy> {
    }
}
