package org.fascicle.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.fascicle.activations.Evaluation;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.Loss;
import org.fascicle.tensor.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossEntropyTest {
    private static final HostTensor LOGITS = HostTensor.of(Shape.of(2, 3), 1.0, 2.0, 3.0, 0.0, 0.0, 0.0);
    /** −ln softmax(1, 2, 3). */
    private static final double[] SURPRISE = {2.4076059644443806, 1.4076059644443804, 0.4076059644443804};
    private static final double LN_3 = 1.0986122886681098;

    @Test
    void it_is_the_mean_surprise_at_the_right_class() {
        assertEquals((SURPRISE[2] + LN_3) / 2, value(new CrossEntropy(), LOGITS, classes(2, 0)), 1e-12);
    }

    @Test
    void an_undecided_model_of_ten_classes_starts_at_ln_10() {
        HostTensor logits = HostTensor.zeros(TensorType.of(DType.F64, 4, 10));
        assertEquals(2.302585092994046, value(new CrossEntropy(), logits, classes(0, 3, 9, 9)), 1e-12);
    }

    @Test
    void the_derivative_is_softmax_less_one_hot_over_the_batch() {
        double[] expected = {0.0900305731703805 / 2, 0.2447284710547976 / 2, (0.6652409557748219 - 1) / 2,
            (1 / 3.0 - 1) / 2, 1 / 6.0, 1 / 6.0};
        assertArrayEquals(expected, slope(new CrossEntropy(), LOGITS, classes(2, 0)), 1e-12);
    }

    @Test
    void probabilities_as_targets_weigh_the_surprises() {
        HostTensor target = HostTensor.of(Shape.of(2, 3), 0.2, 0.3, 0.5, 1.0, 0.0, 0.0);
        double first = 0.2 * SURPRISE[0] + 0.3 * SURPRISE[1] + 0.5 * SURPRISE[2];
        assertEquals((first + LN_3) / 2, value(new CrossEntropy(), LOGITS, target), 1e-12);
    }

    @Test
    void a_smoothed_target_is_shared_among_all_classes() {
        CrossEntropy smoothed = new CrossEntropy(0.3, List.of(), List.of(), Reduction.MEAN);
        double first = 0.1 * SURPRISE[0] + 0.1 * SURPRISE[1] + 0.8 * SURPRISE[2];
        assertEquals((first + LN_3) / 2, value(smoothed, LOGITS, classes(2, 0)), 1e-12);
    }

    @Test
    void class_weights_make_a_weighted_mean() {
        CrossEntropy weighted = new CrossEntropy(0, List.of(3.0, 1.0, 0.5), List.of(), Reduction.MEAN);
        assertEquals((0.5 * SURPRISE[2] + 3 * LN_3) / 3.5, value(weighted, LOGITS, classes(2, 0)), 1e-12);
    }

    @Test
    void an_ignored_class_counts_neither_in_the_sum_nor_in_the_mean() {
        CrossEntropy ignoring = new CrossEntropy(0, List.of(), List.of(-100), Reduction.MEAN);
        assertEquals(SURPRISE[1], value(ignoring, LOGITS, classes(1, -100)), 1e-12);
        double[] slope = slope(ignoring, LOGITS, classes(1, -100));
        assertArrayEquals(new double[] {0, 0, 0}, Arrays.copyOfRange(slope, 3, 6));
    }

    @Test
    void the_sum_is_the_mean_times_the_rows() {
        CrossEntropy sum = new CrossEntropy(0, List.of(), List.of(), Reduction.SUM);
        assertEquals(SURPRISE[2] + LN_3, value(sum, LOGITS, classes(2, 0)), 1e-12);
    }

    @Test
    void every_place_of_a_sequence_is_a_row() {
        HostTensor logits = HostTensor.of(Shape.of(1, 2, 3), LOGITS.doubles());
        HostTensor target = HostTensor.of(Shape.of(1, 2), 2, 0);
        assertEquals((SURPRISE[2] + LN_3) / 2, value(new CrossEntropy(), logits, target), 1e-12);
    }

    @Test
    void logits_of_10000_overflow_nothing_in_single_precision() {
        HostTensor logits = HostTensor.of(Shape.of(2, 2), 1e4f, -1e4f, -1e4f, 1e4f);
        assertEquals(1e4, value(new CrossEntropy(), logits, classes(0, 0)), 1e-3);
        assertArrayEquals(new double[] {0, 0, -0.5, 0.5}, slope(new CrossEntropy(), logits, classes(0, 0)), 1e-6);
    }

    @Test
    void a_large_common_part_of_the_logits_costs_no_digits() {
        HostTensor logits = HostTensor.of(Shape.of(1, 2), 10_000.5f, 10_000f);
        assertEquals(0.4740769841801067, value(new CrossEntropy(), logits, classes(0)), 1e-6);
    }

    @Test
    void a_class_that_is_ruled_out_does_no_harm() {
        HostTensor logits = HostTensor.of(Shape.of(1, 3), 0.0, Double.NEGATIVE_INFINITY, 0.0);
        assertEquals(Math.log(2), value(new CrossEntropy(), logits, classes(0)), 1e-12);
        assertArrayEquals(new double[] {-0.5, 0, 0.5}, slope(new CrossEntropy(), logits, classes(0)), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3, 1_000_000})
    void a_number_that_names_no_class_ends_the_step(int number) {
        HostTensor target = classes(0, number);
        IndexOutOfBoundsException wrong = assertThrows(IndexOutOfBoundsException.class,
                () -> value(new CrossEntropy(), LOGITS, target));
        assertTrue(wrong.getMessage().contains(String.valueOf(number)), wrong.getMessage());
    }

    @Test
    void one_logit_is_refused_with_a_remedy() {
        HostTensor logits = HostTensor.of(Shape.of(2, 1), 1.0, 2.0);
        ShapeException misfit = assertThrows(ShapeException.class,
                () -> value(new CrossEntropy(), logits, classes(0, 0)));
        assertEquals("cross-entropy cannot take f64[2,1] and i32[2]: it takes a logit for each of two classes or more; "
                + "let the last layer give 2 units, or take `quadratic` behind one `sigmoid`", misfit.getMessage());
    }

    @Test
    void an_image_that_was_never_flattened_is_refused_with_the_remedy() {
        HostTensor logits = HostTensor.zeros(TensorType.of(DType.F64, 2, 28, 10));
        ShapeException misfit = assertThrows(ShapeException.class,
                () -> value(new CrossEntropy(), logits, classes(0, 0)));
        assertEquals("cross-entropy cannot take f64[2,28,10] and i32[2]: the target has the shape of the output, or an "
                + "integer class number for each of its rows; put `flatten` before the first dense layer, so that an "
                + "example has one row", misfit.getMessage());
    }

    @Test
    void class_weights_of_another_number_are_refused() {
        CrossEntropy two = new CrossEntropy(0, List.of(1.0, 2.0), List.of(), Reduction.MEAN);
        ShapeException misfit = assertThrows(ShapeException.class, () -> value(two, LOGITS, classes(0, 0)));
        assertTrue(misfit.getMessage().contains("there are 2 class weights; give 3"), misfit.getMessage());
    }

    @Test
    void it_keeps_its_name_in_the_graph() {
        assertTrue(Trace.of(List.of(LOGITS.type(), classes(0, 0).type()),
                x -> List.of(new CrossEntropy().apply(x.get(0), x.get(1)))).toString().contains("cross-entropy"));
    }

    private static HostTensor classes(int... numbers) {
        return HostTensor.of(Shape.of(numbers.length), numbers);
    }

    private static double value(Loss loss, HostTensor output, HostTensor target) {
        return Evaluation.of(x -> loss.apply(x.get(0), x.get(1)), output, target).get(0);
    }

    private static double[] slope(Loss loss, HostTensor output, HostTensor target) {
        return Evaluation.derivative(x -> loss.apply(x.get(0), x.get(1)), output, target).toDoubles();
    }
}
