package org.fascicle.optimizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.fascicle.graph.DType;
import org.junit.jupiter.api.Test;

/** The expected numbers are the rules worked out by hand. */
class OptimizersTest {
    @Test
    void sgd_goes_against_the_gradient() {
        assertArrayEquals(new double[] {-0.1, -0.3, -0.2}, Descent.path(new Sgd(0.1), 0, 1, 2, -1), 1e-15);
    }

    @Test
    void sgd_in_a_bowl_is_exact_and_diverges_above_2_over_the_curvature() {
        assertEquals(8 * Math.pow(1 - 0.3 * 4, 5), bowl(0.3, 4, 8, 5), 1e-12);
        assertEquals(8 * Math.pow(1 - 0.6 * 4, 5), bowl(0.6, 4, 8, 5), 1e-9);
    }

    @Test
    void momentum_begins_with_the_gradient_itself() {
        Sgd sgd = new Sgd(0.1, 0.9, 0, false, 0);
        assertArrayEquals(new double[] {-0.1, -0.39, -0.551}, Descent.path(sgd, 0, 1, 2, -1), 1e-15);
    }

    @Test
    void nesterov_looks_one_step_ahead() {
        Sgd sgd = new Sgd(0.1, 0.9, 0, true, 0);
        assertArrayEquals(new double[] {-0.19, -0.651, -0.6959}, Descent.path(sgd, 0, 1, 2, -1), 1e-15);
    }

    @Test
    void nesterov_without_momentum_or_with_dampening_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> new Sgd(0.1, 0, 0, true, 0));
        assertThrows(IllegalArgumentException.class, () -> new Sgd(0.1, 0.9, 0.1, true, 0));
    }

    @Test
    void dampening_spares_the_first_step() {
        Sgd sgd = new Sgd(0.1, 0.9, 0.5, false, 0);
        assertArrayEquals(new double[] {-0.1, -0.29, -0.411}, Descent.path(sgd, 0, 1, 2, -1), 1e-15);
    }

    @Test
    void weight_decay_of_sgd_is_part_of_the_gradient() {
        assertArrayEquals(new double[] {1.8, 1.61}, Descent.path(new Sgd(0.1, 0, 0, false, 0.5), 2, 1, 1), 1e-15);
    }

    @Test
    void adam_divides_corrected_means() {
        // m: 0.5, 1.75; v: 0.5, 4.75; both over 0.5 and 0.75
        double second = 1.75 / 0.75 / Math.sqrt(4.75 / 0.75);
        Adam adam = new Adam(0.1, 0.5, 0.5, 0, 0, false);
        assertArrayEquals(new double[] {-0.1, -0.1 - 0.1 * second}, Descent.path(adam, 0, 1, 3), 1e-14);
    }

    @Test
    void epsilon_is_added_to_the_corrected_root() {
        assertArrayEquals(new double[] {-0.1 * 3 / (3 + 1.5)},
                Descent.path(new Adam(0.1, 0.9, 0.999, 1.5, 0, false), 0, 3), 1e-14);
    }

    @Test
    void amsgrad_divides_by_the_largest_mean_square() {
        // v: 4.5, 2.75
        double second = 1.25 / 0.75 / Math.sqrt(4.5 / 0.75);
        Adam adam = new Adam(0.1, 0.5, 0.5, 0, 0, true);
        assertArrayEquals(new double[] {-0.1, -0.1 - 0.1 * second}, Descent.path(adam, 0, 3, 1), 1e-14);
    }

    @Test
    void weight_decay_of_adam_is_part_of_the_gradient_and_that_of_adamw_is_not() {
        // a first step has length 1 whatever the gradient; decay turns −1 into −1 + 2·2
        assertArrayEquals(new double[] {2.1}, Descent.path(new Adam(0.1, 0.9, 0.999, 0, 0, false), 2, -1), 1e-14);
        assertArrayEquals(new double[] {1.9}, Descent.path(new Adam(0.1, 0.9, 0.999, 0, 2, false), 2, -1), 1e-14);
        assertArrayEquals(new double[] {2 * (1 - 0.2) + 0.1},
                Descent.path(new AdamW(0.1, 0.9, 0.999, 0, 2, false), 2, -1), 1e-14);
    }

    @Test
    void adam_without_memory_is_the_sign_of_the_gradient() {
        assertArrayEquals(new double[] {-0.1, 0, -0.1}, Descent.path(new Adam(0.1, 0, 0, 0, 0, false), 0, 5, -2, 0.1),
                1e-15);
    }

    @Test
    void the_first_step_of_adam_is_the_learning_rate_to_the_last_digits_of_single_precision() {
        // 1 − 0.999 taken in single precision would be off by 1.3e-5
        assertEquals(-0.001, new Descent(new Adam(0.001), DType.F32, 0).step(0.5), 2e-10);
    }

    /** A parameter after some steps down the bowl ½ · curvature · p². */
    private static double bowl(double learningRate, double curvature, double start, int steps) {
        Descent descent = new Descent(new Sgd(learningRate), DType.F64, start);
        double parameter = start;
        for (int step = 0; step < steps; step++) {
            parameter = descent.step(curvature * parameter);
        }
        return parameter;
    }
}
