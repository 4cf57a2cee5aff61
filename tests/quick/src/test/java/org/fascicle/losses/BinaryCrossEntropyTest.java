package org.fascicle.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.fascicle.activations.Evaluation;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.nn.Loss;
import org.junit.jupiter.api.Test;

class BinaryCrossEntropyTest {
    private static final Loss PLAIN = new BinaryCrossEntropy(List.of(), Reduction.MEAN);

    @Test
    void a_logit_of_0_costs_ln_2_whatever_the_answer() {
        assertEquals(Math.log(2), value(PLAIN, HostTensor.of(Shape.of(2), 0.0, 0.0), HostTensor.of(Shape.of(2), 0, 1)),
                1e-15);
    }

    @Test
    void logits_of_1000_cost_nothing_where_right_and_themselves_where_wrong() {
        HostTensor logits = HostTensor.of(Shape.of(4, 1), 1000f, -1000f, 1000f, -1000f);
        HostTensor answers = HostTensor.of(Shape.of(4), 1, 0, 0, 1);
        assertEquals(2000, value(new BinaryCrossEntropy(List.of(), Reduction.SUM), logits, answers));
        assertArrayEquals(new double[] {0, 0, 1, -1}, Evaluation.derivative(x ->
                new BinaryCrossEntropy(List.of(), Reduction.SUM).apply(x.get(0), x.get(1)), logits, answers)
                .toDoubles());
    }

    @Test
    void a_small_surprise_keeps_its_digits() {
        HostTensor logit = HostTensor.of(Shape.of(1), 50.0);
        assertEquals(Math.exp(-50), value(PLAIN, logit, HostTensor.of(Shape.of(1), 1)), 1e-36);
    }

    @Test
    void its_derivative_is_the_probability_less_the_target() {
        HostTensor logits = HostTensor.of(Shape.of(1, 2), 1.0, -2.0);
        double[] slopes = Evaluation.derivative(x -> PLAIN.apply(x.get(0), x.get(1)), logits,
                HostTensor.of(Shape.of(1, 2), 0.25, 1.0)).toDoubles();
        assertArrayEquals(new double[] {(0.7310585786300049 - 0.25) / 2, (0.11920292202211755 - 1) / 2}, slopes, 1e-15);
    }

    @Test
    void a_weight_counts_each_yes_several_times() {
        HostTensor logits = HostTensor.of(Shape.of(3, 1), 0.3, 0.3, 0.3);
        double weighted = value(new BinaryCrossEntropy(List.of(2.0), Reduction.SUM),
                HostTensor.of(Shape.of(2, 1), 0.3, 0.3), HostTensor.of(Shape.of(2), 1, 0));
        assertEquals(value(new BinaryCrossEntropy(List.of(), Reduction.SUM), logits, HostTensor.of(Shape.of(3), 1, 1, 0)),
                weighted, 1e-15);
    }

    @Test
    void class_numbers_become_columns() {
        HostTensor logits = HostTensor.of(Shape.of(2, 2), 1.0, 2.0, 3.0, 4.0);
        assertEquals(value(PLAIN, logits, HostTensor.of(Shape.of(2, 2), 0.0, 1.0, 1.0, 0.0)),
                value(PLAIN, logits, HostTensor.of(Shape.of(2), 1, 0)), 1e-15);
    }

    @Test
    void weights_that_do_not_fit_the_columns_are_refused() {
        Loss loss = new BinaryCrossEntropy(List.of(1.0, 2.0), Reduction.MEAN);
        HostTensor logits = HostTensor.of(Shape.of(1, 3), new double[3]);
        assertEquals("binary-cross-entropy cannot take f64[1,3] and f64[1,3]: there are 2 weights of yes; give 3, one "
                + "for each column, or a single one",
                assertThrows(ShapeException.class, () -> value(loss, logits, logits)).getMessage());
    }

    private static double value(Loss loss, HostTensor output, HostTensor target) {
        return Evaluation.of(x -> loss.apply(x.get(0), x.get(1)), output, target).get(0);
    }
}
