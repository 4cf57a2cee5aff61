package org.fascicle.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.testkit.LayerContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NormalizationTest {
    @Nested
    class BatchNormTest extends LayerContract<BatchNorm> {
    }

    @Nested
    class LayerNormTest extends LayerContract<LayerNorm> {
    }

    @Nested
    class RmsNormTest extends LayerContract<RmsNorm> {
    }

    @Nested
    class GroupNormTest extends LayerContract<GroupNorm> {
    }

    @Test
    void in_training_each_channel_gets_mean_0_and_variance_1_over_the_batch() {
        HostTensor x = HostTensor.of(Shape.of(2, 2, 2), 1.0, 10, 2, 20, 3, 30, 4, 40);
        double[] y = Given.train(new BatchNorm(0.1, 0, true, true), Map.of("x", x,
                "weight", HostTensor.of(Shape.of(2), 1.0, 2), "bias", HostTensor.of(Shape.of(2), 0.0, 5))).numbers();
        // mean 2.5 and variance 1.25 of 1 to 4; mean 25 and variance 125 of the tens
        double unit = 1 / Math.sqrt(1.25);
        assertArrayEquals(new double[] {-1.5 * unit, 5 - 3 * unit, -0.5 * unit, 5 - unit, 0.5 * unit, 5 + unit,
            1.5 * unit, 5 + 3 * unit}, y, 1e-12);
    }

    @Test
    void running_statistics_follow_the_batch_and_the_variance_is_unbiased() {
        HostTensor x = HostTensor.of(Shape.of(4, 1), 1.0, 2, 3, 4);
        Given.Outcome step = Given.train(new BatchNorm(), Map.of("x", x));
        assertArrayEquals(new double[] {0.25}, step.state("runningMean").toDoubles(), 1e-12);
        assertArrayEquals(new double[] {0.9 + 0.1 * 5 / 3}, step.state("runningVariance").toDoubles(), 1e-12);
    }

    @Test
    void outside_training_the_running_statistics_are_used_and_stay() {
        HostTensor x = HostTensor.of(Shape.of(1, 1), 7.0);
        Given.Outcome use = Given.use(new BatchNorm(0.1, 0, true, true), Map.of("x", x,
                "runningMean", HostTensor.of(Shape.of(1), 1.0), "runningVariance", HostTensor.of(Shape.of(1), 4.0)));
        assertArrayEquals(new double[] {3}, use.numbers(), 1e-12);
        assertNull(use.state("runningMean"));
    }

    @Test
    void a_batch_of_one_value_says_nothing_about_the_variance() {
        Given.Outcome step = Given.train(new BatchNorm(), Map.of("x", HostTensor.of(Shape.of(1, 1), 7.0)));
        assertArrayEquals(new double[] {0.7}, step.state("runningMean").toDoubles(), 1e-12);
        assertNull(step.state("runningVariance"));
        assertArrayEquals(new double[] {0}, step.numbers());
    }

    @Test
    void without_running_statistics_those_of_the_batch_are_used_everywhere() {
        HostTensor x = HostTensor.of(Shape.of(2, 1), 3.0, 5);
        BatchNorm norm = new BatchNorm(0.1, 0, false, false);
        assertArrayEquals(new double[] {-1, 1}, Given.use(norm, Map.of("x", x)).numbers(), 1e-12);
        assertEquals(Map.of(), Forward.parameters(norm, TensorType.of(DType.F32, 2, 1)));
    }

    @Test
    void layer_norm_knows_one_example_alone() {
        HostTensor x = HostTensor.of(Shape.of(2, 2), 3.0, 5, 100, 300);
        assertArrayEquals(new double[] {-1, 1, -1, 1},
                Given.use(new LayerNorm(1, 0, true, true), Map.of("x", x)).numbers(), 1e-12);
    }

    @Test
    void layer_norm_may_take_several_axes_and_leave_out_what_is_learned() {
        HostTensor x = HostTensor.of(Shape.of(1, 2, 2), 1.0, 2, 3, 4);
        double unit = 1 / Math.sqrt(1.25);
        assertArrayEquals(new double[] {-1.5 * unit, -0.5 * unit, 0.5 * unit, 1.5 * unit},
                Given.use(new LayerNorm(2, 0, false, false), Map.of("x", x)).numbers(), 1e-12);
        assertEquals(Map.of("weight", "[2,2]"),
                Forward.parameters(new LayerNorm(2, 1e-5, true, false), TensorType.of(DType.F32, 1, 2, 2)));
    }

    @Test
    void rms_norm_divides_by_the_root_of_the_mean_square() {
        HostTensor x = HostTensor.of(Shape.of(1, 2), 1.0, 7);
        assertArrayEquals(new double[] {0.2 * 3, 1.4}, Given.use(new RmsNorm(0, true), Map.of("x", x,
                "weight", HostTensor.of(Shape.of(2), 3.0, 1))).numbers(), 1e-12);
    }

    @Test
    void group_norm_takes_neighbouring_channels_together() {
        HostTensor x = HostTensor.of(Shape.of(1, 4), 3.0, 5, 100, 300);
        assertArrayEquals(new double[] {-1, 1, -1, 1},
                Given.use(new GroupNorm(2, 0, true), Map.of("x", x)).numbers(), 1e-12);
        ShapeException misfit = assertThrows(ShapeException.class,
                () -> Forward.trace(new GroupNorm(3, 0, true), TensorType.of(DType.F32, 1, 4)));
        assertEquals("group-norm cannot take f32[1,4]: it takes floating [batch, …, channels] whose channels can be "
                + "dealt out to 3 groups", misfit.getMessage());
    }
}
