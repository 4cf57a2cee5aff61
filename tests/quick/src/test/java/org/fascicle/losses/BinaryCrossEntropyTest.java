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
        assertEquals(value(new BinaryCrossEntropy(List.of(), Reduction.SUM), logits,
                HostTensor.of(Shape.of(3), 1, 1, 0)), weighted, 1e-15);
    }

    @Test
    void class_numbers_become_columns() {
        HostTensor logits = HostTensor.of(Shape.of(2, 2), 1.0, 2.0, 3.0, 4.0);
        assertEquals(value(PLAIN, logits, HostTensor.of(Shape.of(2, 2), 0.0, 1.0, 1.0, 0.0)),
                value(PLAIN, logits, HostTensor.of(Shape.of(2), 1, 0)), 1e-15);
    }

    @Test
    void a_sigmoid_before_probabilities_gives_what_logits_give() {
        Loss weighted = new BinaryCrossEntropy(List.of(3.0), Reduction.MEAN);
        Loss probable = new BinaryCrossEntropy(List.of(3.0), Reduction.MEAN, BinaryCrossEntropy.Input.PROBABILITIES);
        HostTensor logits = HostTensor.of(Shape.of(3, 1), 0.3, -4.0, 2.0);
        HostTensor answers = HostTensor.of(Shape.of(3, 1), 1.0, 0.25, 0.0);
        assertEquals(value(weighted, logits, answers), Evaluation.of(x -> probable.apply(x.get(0).sigmoid(), x.get(1)),
                logits, answers).get(0), 1e-14);
    }

    @Test
    void a_wrong_certainty_costs_100_and_has_a_finite_slope() {
        Loss probable = new BinaryCrossEntropy(List.of(), Reduction.SUM, BinaryCrossEntropy.Input.PROBABILITIES);
        HostTensor certain = HostTensor.of(Shape.of(4, 1), 0.0, 1.0, 0.0, 1.0);
        HostTensor answers = HostTensor.of(Shape.of(4, 1), 1.0, 0.0, 0.0, 1.0);
        assertEquals(200, value(probable, certain, answers), 1e-12);
        for (double slope : Evaluation.derivative(x -> probable.apply(x.get(0), x.get(1)), certain, answers)
                .toDoubles()) {
            assertEquals(true, Double.isFinite(slope), () -> "a slope of " + slope);
        }
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
