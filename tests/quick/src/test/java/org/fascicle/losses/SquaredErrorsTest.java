package org.fascicle.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.fascicle.activations.Evaluation;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.nn.Loss;
import org.junit.jupiter.api.Test;

class SquaredErrorsTest {
    private static final Loss MEAN = new MeanSquaredError(Reduction.MEAN);
    private static final HostTensor OUTPUT = HostTensor.of(Shape.of(2, 3), 0.5, 0.0, 1.0, 0.0, 1.0, 2.0);
    private static final HostTensor VALUES = HostTensor.of(Shape.of(2, 3), 0.0, 0.0, 3.0, 1.0, 1.0, 0.0);

    @Test
    void mean_squared_error_is_the_mean_over_all_numbers() {
        assertEquals((0.25 + 4 + 1 + 4) / 6, value(MEAN, OUTPUT, VALUES), 1e-12);
        assertEquals(0.25 + 4 + 1 + 4, value(new MeanSquaredError(Reduction.SUM), OUTPUT, VALUES), 1e-12);
    }

    @Test
    void quadratic_is_half_the_squared_length_over_the_examples() {
        assertEquals((0.25 + 4 + 1 + 4) / 2 / 2, value(new Quadratic(), OUTPUT, VALUES), 1e-12);
        assertArrayEquals(new double[] {0.25, 0, -1, -0.5, 0, 1},
                Evaluation.derivative(x -> new Quadratic().apply(x.get(0), x.get(1)), OUTPUT, VALUES).toDoubles(),
                1e-12);
    }

    @Test
    void class_numbers_become_columns_with_a_1_at_the_class() {
        HostTensor classes = HostTensor.of(Shape.of(2), 2, 1);
        assertEquals((0.25 + 4) / 2 / 2, value(new Quadratic(), OUTPUT, classes), 1e-12);
        assertEquals((0.25 + 4) / 6, value(MEAN, OUTPUT, classes), 1e-12);
    }

    @Test
    void before_one_column_class_numbers_are_numbers() {
        HostTensor output = HostTensor.of(Shape.of(2, 1), 0.25, 0.5);
        assertEquals((0.0625 + 0.25) / 2, value(MEAN, output, HostTensor.of(Shape.of(2), 0, 1)), 1e-12);
        assertEquals((0.0625 + 0.25) / 4, value(new Quadratic(), output, HostTensor.of(Shape.of(2, 1), 0, 1)), 1e-12);
    }

    @Test
    void a_list_of_values_meets_one_column_row_by_row() {
        HostTensor output = HostTensor.of(Shape.of(2, 1), 1.0, 2.0);
        assertEquals(1, value(MEAN, output, HostTensor.of(Shape.of(2), 2.0, 1.0)), 1e-12);
    }

    @Test
    void a_number_that_names_no_class_ends_the_step() {
        HostTensor classes = HostTensor.of(Shape.of(2), 2, 3);
        assertThrows(IndexOutOfBoundsException.class, () -> value(new Quadratic(), OUTPUT, classes));
    }

    @Test
    void a_target_of_another_shape_is_refused_with_both_shapes() {
        HostTensor wide = HostTensor.of(Shape.of(2, 4), new double[8]);
        ShapeException misfit = assertThrows(ShapeException.class, () -> value(MEAN, OUTPUT, wide));
        assertEquals("mean-squared-error cannot take f64[2,3] and f64[2,4]: the target has the shape of the output, or "
                + "an integer class number for each of its rows; let the last layer give what the target has",
                misfit.getMessage());
    }

    private static double value(Loss loss, HostTensor output, HostTensor target) {
        return Evaluation.of(x -> loss.apply(x.get(0), x.get(1)), output, target).get(0);
    }
}
