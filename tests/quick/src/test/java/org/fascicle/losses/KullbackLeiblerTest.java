package org.fascicle.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.fascicle.activations.Evaluation;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.losses.KullbackLeibler.Form;
import org.fascicle.nn.Loss;
import org.junit.jupiter.api.Test;

class KullbackLeiblerTest {
    private static final Loss LOGITS = new KullbackLeibler(Form.LOGITS, false, Reduction.MEAN);

    @Test
    void equal_distributions_are_at_distance_0_whatever_is_added_to_the_logits() {
        HostTensor target = HostTensor.of(Shape.of(1, 3), 0.2, 0.3, 0.5);
        HostTensor logits = HostTensor.of(Shape.of(1, 3), 70 + Math.log(2), 70 + Math.log(3), 70 + Math.log(5));
        assertEquals(0, value(LOGITS, logits, target), 1e-14);
    }

    @Test
    void a_certain_target_costs_the_surprise_of_its_class() {
        HostTensor target = HostTensor.of(Shape.of(2, 2), 1.0, 0.0, 0.0, 1.0);
        HostTensor logits = HostTensor.of(Shape.of(2, 2), Math.log(3), 0, Math.log(3), 0);
        assertEquals((Math.log(4.0 / 3) + Math.log(4)) / 2, value(LOGITS, logits, target), 1e-15);
    }

    @Test
    void it_is_cross_entropy_less_the_entropy_of_the_target_and_has_its_gradient() {
        HostTensor target = HostTensor.of(Shape.of(1, 3), 0.2, 0.3, 0.5);
        HostTensor logits = HostTensor.of(Shape.of(1, 3), 1.0, -2.0, 0.5);
        double entropy = -0.2 * Math.log(0.2) - 0.3 * Math.log(0.3) - 0.5 * Math.log(0.5);
        assertEquals(value(new CrossEntropy(), logits, target) - entropy, value(LOGITS, logits, target), 1e-15);
        assertArrayEquals(slopes(new CrossEntropy(), logits, target), slopes(LOGITS, logits, target), 1e-15);
    }

    @Test
    void logarithms_may_be_given_on_either_side() {
        HostTensor p = HostTensor.of(Shape.of(1, 2), Math.log(0.25), Math.log(0.75));
        HostTensor t = HostTensor.of(Shape.of(1, 2), Math.log(0.5), Math.log(0.5));
        double expected = 0.5 * Math.log(2) + 0.5 * Math.log(2.0 / 3);
        assertEquals(expected, value(new KullbackLeibler(Form.LOG_PROBABILITIES, true, Reduction.SUM), p, t), 1e-15);
        assertEquals(expected, value(new KullbackLeibler(Form.LOG_PROBABILITIES, false, Reduction.SUM), p,
                HostTensor.of(Shape.of(1, 2), 0.5, 0.5)), 1e-15);
    }

    @Test
    void class_numbers_are_refused_and_cross_entropy_is_named() {
        ShapeException misfit = assertThrows(ShapeException.class, () -> value(LOGITS,
                HostTensor.of(Shape.of(2, 3), new double[6]), HostTensor.of(Shape.of(2), 0, 1)));
        assertTrue(misfit.getMessage().endsWith("take `cross-entropy` for class numbers"), misfit.getMessage());
    }

    private static double value(Loss loss, HostTensor output, HostTensor target) {
        return Evaluation.of(x -> loss.apply(x.get(0), x.get(1)), output, target).get(0);
    }

    private static double[] slopes(Loss loss, HostTensor output, HostTensor target) {
        return Evaluation.derivative(x -> loss.apply(x.get(0), x.get(1)), output, target).toDoubles();
    }
}
