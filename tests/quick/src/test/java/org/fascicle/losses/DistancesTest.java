package org.fascicle.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.fascicle.activations.Evaluation;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.nn.Loss;
import org.junit.jupiter.api.Test;

class DistancesTest {
    private static final HostTensor OUTPUT = HostTensor.of(Shape.of(2, 2), 0.5, 3.0, -1.0, 2.0);
    private static final HostTensor TARGET = HostTensor.of(Shape.of(2, 2), 0.0, 0.0, 1.0, 2.0);

    @Test
    void mean_absolute_error_is_the_mean_distance_and_pulls_alike_from_everywhere() {
        assertEquals(5.5 / 4, value(new MeanAbsoluteError(Reduction.MEAN)), 1e-15);
        assertEquals(5.5, value(new MeanAbsoluteError(Reduction.SUM)), 1e-15);
        assertArrayEquals(new double[] {0.25, 0.25, -0.25, 0}, slopes(new MeanAbsoluteError(Reduction.MEAN)), 1e-15);
    }

    @Test
    void huber_is_half_the_square_up_to_delta_and_straight_from_there_on() {
        assertEquals(0.125 + 2.5 + 1.5, value(new Huber(1, Reduction.SUM)), 1e-15);
        assertEquals((0.125 + 4 + 2) / 4, value(new Huber(2, Reduction.MEAN)), 1e-15);
    }

    @Test
    void no_example_pulls_harder_than_delta() {
        assertArrayEquals(new double[] {0.5, 1, -1, 0}, slopes(new Huber(1, Reduction.SUM)), 1e-15);
    }

    private static double value(Loss loss) {
        return Evaluation.of(x -> loss.apply(x.get(0), x.get(1)), OUTPUT, TARGET).get(0);
    }

    private static double[] slopes(Loss loss) {
        return Evaluation.derivative(x -> loss.apply(x.get(0), x.get(1)), OUTPUT, TARGET).toDoubles();
    }
}
