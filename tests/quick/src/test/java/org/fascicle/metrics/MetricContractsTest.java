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

    @Nested
    class TopKTest extends MetricContract<TopK> {
    }

    @Nested
    class MeanAbsoluteTest extends MetricContract<MeanAbsolute> {
    }

    @Nested
    class RSquaredTest extends MetricContract<RSquared> {
    }

    @Nested
    class ConfusionMatrixTest extends MetricContract<ConfusionMatrix> {
    }

    @Nested
    class PrecisionTest extends MetricContract<Precision> {
    }

    @Nested
    class RecallTest extends MetricContract<Recall> {
    }

    @Nested
    class F1Test extends MetricContract<F1> {
    }

    @Nested
    class AreaUnderCurveTest extends MetricContract<AreaUnderCurve> {
    }

    @Nested
    class SliceAccuracyTest extends MetricContract<SliceAccuracy> {
    }
}
