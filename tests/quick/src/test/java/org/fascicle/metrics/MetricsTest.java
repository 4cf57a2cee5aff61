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

class MetricsTest {
    private static final Metric ACCURACY = new Accuracy(0.5);
    private static final float NAN = Float.NaN;

    @Test
    void the_class_is_the_column_with_the_largest_value() {
        HostTensor output = HostTensor.of(Shape.of(3, 3), 1f, 5f, 2f, -1f, -2f, -3f, 0f, 0f, 9f);
        assertCounts(3, 3, output, HostTensor.of(Shape.of(3), 1, 0, 2));
        assertCounts(1, 3, output, HostTensor.of(Shape.of(3, 1), 1, 2, 1));
    }

    @Test
    void of_equal_values_the_first_counts() {
        HostTensor output = HostTensor.of(Shape.of(2, 3), 4f, 4f, 4f, 1f, 4f, 4f);
        assertCounts(2, 2, output, HostTensor.of(Shape.of(2), 0, 1));
        assertCounts(0, 2, output, HostTensor.of(Shape.of(2), 1, 2));
    }

    @Test
    void a_row_with_a_NaN_is_wrong_whatever_its_target() {
        HostTensor output = HostTensor.of(Shape.of(3, 2), NAN, 1f, 1f, NAN, NAN, NAN);
        assertCounts(0, 3, output, HostTensor.of(Shape.of(3), 0, 0, 0));
        assertCounts(0, 3, output, HostTensor.of(Shape.of(3), 1, 1, 1));
    }

    @Test
    void every_place_of_a_sequence_counts() {
        HostTensor output = HostTensor.of(Shape.of(1, 3, 2), 1f, 2f, 2f, 1f, 1f, 2f);
        assertCounts(2, 3, output, HostTensor.of(Shape.of(1, 3), 1, 1, 1));
    }

    @Test
    void targets_given_as_columns_have_their_class_found_in_the_same_way() {
        HostTensor output = HostTensor.of(Shape.of(2, 2), 1f, 2f, 2f, 1f);
        assertCounts(1, 2, output, HostTensor.of(Shape.of(2, 2), 0f, 1f, 0f, 1f));
        assertCounts(1, 2, output, HostTensor.of(Shape.of(2, 2), 0, 1, 0, 1));
    }

    @Test
    void a_single_output_means_class_1_from_the_threshold_up() {
        HostTensor output = HostTensor.of(Shape.of(4, 1), 0.4f, 0.5f, 0.9f, NAN);
        assertCounts(3, 4, output, HostTensor.of(Shape.of(4), 0, 1, 1, 1));
        assertCounts(1, 4, output, HostTensor.of(Shape.of(4), 1, 1, 0, 1));
        assertCounts(2, 3, HostTensor.of(Shape.of(3), 0.4f, 0.5f, 0.9f), HostTensor.of(Shape.of(3), 0f, 0f, 1f));
        double[] logits = batch(new Accuracy(0), HostTensor.of(Shape.of(2, 1), -0.1f, 0.1f),
                HostTensor.of(Shape.of(2), 0, 1), 0);
        assertArrayEquals(new double[] {2, 2}, logits);
    }

    @Test
    void accuracy_is_the_share_of_right_rows_over_all_batches() {
        assertEquals(0.75, ACCURACY.value(new double[] {9, 12}));
        assertTrue(ACCURACY.largerIsBetter());
    }

    @Test
    void targets_that_are_no_classes_are_refused_with_both_shapes() {
        ShapeException misfit = assertThrows(ShapeException.class, () -> batch(ACCURACY,
                HostTensor.of(Shape.of(2, 3), new float[6]), HostTensor.of(Shape.of(2), 1f, 2f), 0));
        assertTrue(misfit.getMessage().startsWith("accuracy cannot take f32[2,3] and f32[2]: "), misfit.getMessage());
    }

    @Test
    void the_loss_of_a_short_batch_weighs_less() {
        Metric loss = new LossMetric();
        HostTensor target = HostTensor.of(Shape.of(3), 0, 0, 0);
        double[] whole = batch(loss, HostTensor.of(Shape.of(3, 2), new float[6]), target, 2);
        double[] rest = batch(loss, HostTensor.of(Shape.of(1, 2), new float[2]), HostTensor.of(Shape.of(1), 0), 6);
        assertArrayEquals(new double[] {6, 3}, whole);
        assertArrayEquals(new double[] {6, 1}, rest);
        assertEquals(3, loss.value(new double[] {whole[0] + rest[0], whole[1] + rest[1]}));
        assertFalse(loss.largerIsBetter());
    }

    private static void assertCounts(int right, int rows, HostTensor output, HostTensor target) {
        assertArrayEquals(new double[] {right, rows}, batch(ACCURACY, output, target, 0));
    }

    private static double[] batch(Metric metric, HostTensor output, HostTensor target, float loss) {
        return Evaluation.of(x -> metric.batch(x.get(0), x.get(1), x.get(2)), output, target,
                HostTensor.of(Shape.SCALAR, loss)).toDoubles();
    }
}
