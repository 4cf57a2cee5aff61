package org.fascicle.optimizers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.fascicle.nn.Progress;
import org.junit.jupiter.api.Test;

class SchedulesTest {
    @Test
    void constant_never_moves() {
        assertEquals(0.3, new ConstantRate().learningRate(0.3, at(0)));
        assertEquals(0.3, new ConstantRate().learningRate(0.3, at(999)));
    }

    @Test
    void cosine_falls_from_the_base_to_the_minimum_over_the_run() {
        CosineRate cosine = new CosineRate(0, 0.1);
        assertEquals(0.5, cosine.learningRate(0.5, at(0)), 1e-15);
        assertEquals(0.1 + 0.4 * 0.75, cosine.learningRate(0.5, at(400)), 1e-15);
        assertEquals(0.3, cosine.learningRate(0.5, at(600)), 1e-15);
        assertEquals(0.1, cosine.learningRate(0.5, at(1200)), 1e-15);
    }

    @Test
    void cosine_over_given_steps_rises_again_behind_them() {
        CosineRate cosine = new CosineRate(40, 0);
        assertEquals(0.25, cosine.learningRate(0.5, at(20)), 1e-15);
        assertEquals(0, cosine.learningRate(0.5, at(40)), 1e-15);
        assertEquals(0.25, cosine.learningRate(0.5, at(60)), 1e-15);
        assertEquals(0.5, cosine.learningRate(0.5, at(80)), 1e-15);
    }

    private static Progress at(long step) {
        return new Progress(step, 1200, 100, List.of());
    }
}
