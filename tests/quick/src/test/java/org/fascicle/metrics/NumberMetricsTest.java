package org.fascicle.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.fascicle.activations.Evaluation;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.nn.Metric;
import org.junit.jupiter.api.Test;

class NumberMetricsTest {
    private static final Metric DISTANCE = new MeanAbsolute();
    private static final Metric SHARE = new RSquared();

    @Test
    void mean_absolute_error_is_the_mean_distance_over_all_numbers() {
        double[] sum = sum(DISTANCE, HostTensor.of(Shape.of(2, 2), 1f, 2f, 3f, 4f),
                HostTensor.of(Shape.of(2, 2), 1f, 0f, 4f, 7f));
        assertArrayEquals(new double[] {6, 4}, sum);
        assertEquals(1.5, DISTANCE.value(sum));
        assertFalse(DISTANCE.largerIsBetter());
    }

    @Test
    void the_share_explained_is_1_of_what_is_right_0_of_the_mean_and_below_of_worse() {
        HostTensor target = HostTensor.of(Shape.of(4), 1f, 2f, 3f, 6f);
        assertEquals(1, figure(target, target), 1e-12);
        assertEquals(0, figure(HostTensor.of(Shape.of(4, 1), 3f, 3f, 3f, 3f), target), 1e-12);
        // spread 14, errors 4 + 1 + 0 + 36
        assertEquals(1 - 41.0 / 14, figure(HostTensor.of(Shape.of(4, 1), 3f, 3f, 3f, 0f), target), 1e-6);
    }

    @Test
    void batches_add_up_to_the_share_of_all_rows() {
        double[] one = sum(SHARE, HostTensor.of(Shape.of(2), 1f, 1f), HostTensor.of(Shape.of(2), 1f, 2f));
        double[] other = sum(SHARE, HostTensor.of(Shape.of(2), 3f, 3f), HostTensor.of(Shape.of(2), 3f, 6f));
        for (int i = 0; i < one.length; i++) {
            one[i] += other[i];
        }
        assertEquals(1 - 10.0 / 14, SHARE.value(one), 1e-12);
    }

    @Test
    void columns_count_alike_and_one_without_spread_for_nothing() {
        HostTensor target = HostTensor.of(Shape.of(2, 3), 0f, 0f, 5f, 2f, 20f, 5f);
        HostTensor output = HostTensor.of(Shape.of(2, 3), 0f, 10f, 4f, 2f, 10f, 4f);
        assertEquals((1.0 + 0) / 2, figure(output, target), 1e-12);
        assertTrue(Double.isNaN(figure(HostTensor.of(Shape.of(2), 1f, 2f), HostTensor.of(Shape.of(2), 5f, 5f))));
    }

    @Test
    void class_numbers_before_several_columns_are_refused() {
        ShapeException misfit = assertThrows(ShapeException.class, () -> sum(DISTANCE,
                HostTensor.of(Shape.of(2, 3), new float[6]), HostTensor.of(Shape.of(2), 0, 1)));
        assertEquals("mean-absolute-error cannot take f32[2,3] and i32[2]: the target has a number for each of the "
                + "output; take `accuracy` for classes", misfit.getMessage());
    }

    private static double figure(HostTensor output, HostTensor target) {
        return SHARE.value(sum(SHARE, output, target));
    }

    private static double[] sum(Metric metric, HostTensor output, HostTensor target) {
        return Evaluation.of(x -> metric.batch(x.get(0), x.get(1), x.get(2)), output, target,
                HostTensor.of(Shape.SCALAR, 0f)).toDoubles();
    }
}
