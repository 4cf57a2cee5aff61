package org.fascicle.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.fascicle.activations.Evaluation;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.junit.jupiter.api.Test;

class DropoutTest {
    private static final int SIZE = 40_000;

    @Test
    void outside_training_nothing_happens() {
        HostTensor x = HostTensor.of(Shape.of(2, 2), 1f, -2f, 3f, 4f);
        assertEquals(x, Forward.of(new Dropout(0.5), x, Map.of()));
    }

    @Test
    void in_training_the_rate_is_dropped_and_the_mean_stays() {
        double[] y = train(0.3, 1, ones()).toDoubles();
        double dropped = Arrays.stream(y).filter(value -> value == 0).count() / (double) SIZE;
        assertEquals(0.3, dropped, 0.01);
        assertEquals(1, Arrays.stream(y).average().orElseThrow(), 0.01);
        for (double value : y) {
            assertTrue(value == 0 || Math.abs(value - 1 / 0.7) < 1e-6, value + " is neither dropped nor scaled");
        }
    }

    @Test
    void each_step_drops_others_and_a_step_repeated_drops_the_same() {
        assertEquals(train(0.5, 1, ones()), train(0.5, 1, ones()));
        assertNotEquals(train(0.5, 1, ones()), train(0.5, 2, ones()));
    }

    @Test
    void the_gradient_flows_through_what_was_kept() {
        HostTensor x = ones();
        HostTensor slope = Evaluation.derivative(
                o -> new Dropout(0.5).apply(o.getFirst(), new TrainingScope(o.getFirst(), 1)), x);
        assertArrayEquals(train(0.5, 1, x).floats(), slope.floats());
    }

    @Test
    void rate_0_drops_nothing_and_rate_1_everything() {
        assertArrayEquals(ones().floats(), train(0, 1, ones()).floats());
        assertArrayEquals(new float[SIZE], train(1, 1, ones()).floats());
    }

    @Test
    void what_is_dropped_is_0_even_where_it_was_infinite() {
        HostTensor x = HostTensor.of(Shape.of(1, 64), new float[64]);
        Arrays.fill(x.floats(), Float.POSITIVE_INFINITY);
        for (double value : train(0.5, 1, x).toDoubles()) {
            assertTrue(value == 0 || value == Double.POSITIVE_INFINITY);
        }
    }

    private static HostTensor ones() {
        HostTensor x = HostTensor.zeros(TensorType.of(DType.F32, SIZE / 100, 100));
        Arrays.fill(x.floats(), 1);
        return x;
    }

    private static HostTensor train(double rate, int step, HostTensor x) {
        return Evaluation.of(o -> new Dropout(rate).apply(o.getFirst(), new TrainingScope(o.getFirst(), step)), x);
    }
}
