package org.fascicle.optimizers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
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
    void rprop_goes_faster_on_its_way_and_waits_where_it_has_crossed_a_valley() {
        Rprop rprop = new Rprop(1, 0.5, 2, 0.1, 3);
        // lengths 1, 2, 3 (not 4), then half of it without a step, and the same on the way back
        assertArrayEquals(new double[] {-1, -3, -6, -6, -4.5, -1.5}, Descent.path(rprop, 0, 5, 0.1, 7, -1, -1, -9),
                1e-14);
        assertThrows(IllegalArgumentException.class, () -> new Rprop(1, 0.5, 1.2, 2, 1));
    }

    @Test
    void asgd_falls_by_its_power() {
        // rates 0.5 and 0.5 / (1 + 0.2 · 0.5)²
        double second = 0.5 / 1.21;
        double first = 2 * (1 - 0.2 * 0.5) - 0.5;
        assertArrayEquals(new double[] {first, first * (1 - 0.2 * second) - second * 3},
                Descent.path(new Asgd(0.5, 0.2, 2, 0, 0), 2, 1, 3), 1e-14);
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

    @Test
    void rmsprop_divides_by_the_root_of_the_mean_square() {
        // v: 4.5, 2.75 with memory 0.5
        RmsProp rmsprop = new RmsProp(0.1, 0.5, 0, 0, false, 0);
        double first = -0.1 * 3 / Math.sqrt(4.5);
        assertArrayEquals(new double[] {first, first - 0.1 / Math.sqrt(2.75)}, Descent.path(rmsprop, 0, 3, 1), 1e-14);
    }

    @Test
    void centred_rmsprop_takes_the_square_of_the_mean_off_and_stays_finite_where_that_leaves_nothing() {
        // m: 1.5, 1.25; v − m²: 2.25, 1.1875
        RmsProp centred = new RmsProp(0.1, 0.5, 0, 0, true, 0);
        double first = -0.1 * 3 / 1.5;
        assertArrayEquals(new double[] {first, first - 0.1 / Math.sqrt(1.1875)}, Descent.path(centred, 0, 3, 1), 1e-14);
        Descent single = new Descent(new RmsProp(0.1, 0, 1e-8, 0, true, 0), DType.F32, 0);
        for (int step = 0; step < 5; step++) {
            assertTrue(Double.isFinite(single.step(0.1)));
        }
    }

    @Test
    void adagrad_divides_by_the_root_of_the_sum_of_squares_and_lowers_its_rate() {
        assertArrayEquals(new double[] {-0.1, -0.1 - 0.1 * 4 / 5}, Descent.path(new Adagrad(0.1, 0, 0, 0, 0), 0, 3, 4),
                1e-15);
        assertArrayEquals(new double[] {-0.1, -0.1 - 0.1 / 1.5 * 4 / 5},
                Descent.path(new Adagrad(0.1, 0.5, 0, 0, 0), 0, 3, 4), 1e-15);
    }

    @Test
    void the_first_step_of_adadelta_has_the_size_that_epsilon_sets() {
        double first = -Math.sqrt(1e-6) / Math.sqrt(0.1 * 4 + 1e-6) * 2;
        assertArrayEquals(new double[] {first}, Descent.path(new Adadelta(1), 0, 2), 1e-15);
    }

    @Test
    void adamax_divides_by_the_largest_gradient_slowly_forgotten() {
        // m: 1.5, 1.25 over 0.5 and 0.75; u: 3, max(0.9 · 3, 1)
        Adamax adamax = new Adamax(0.1, 0.5, 0.9, 0, 0);
        assertArrayEquals(new double[] {-0.1, -0.1 - 0.1 * 1.25 / 0.75 / 2.7}, Descent.path(adamax, 0, 3, 1), 1e-14);
    }

    @Test
    void radam_begins_as_momentum_and_is_rectified_once_the_variance_is_known() {
        // with a memory of 0.9 ρ∞ = 19, and ρ is 4.95 after five steps, 5.84 after six
        double[] path = Descent.path(new RAdam(0.1, 0, 0.9, 0, 0, false), 0, 2, 2, 2, 2, 2, 2);
        assertArrayEquals(new double[] {-0.2, -0.4, -0.6, -0.8, -1}, Arrays.copyOf(path, 5), 1e-14);
        double freedom = 19 - 12 * Math.pow(0.9, 6) / (1 - Math.pow(0.9, 6));
        double factor = Math.sqrt((freedom - 4) * (freedom - 2) * 19 / (15 * 17 * freedom));
        assertEquals(-1 - 0.1 * factor, path[5], 1e-14);
    }

    @Test
    void radam_is_rectified_at_the_same_step_in_single_precision_with_a_very_long_memory() {
        // with a memory of 0.9999 ρ is 4.9996 after five steps: a difference of numbers near 20,000
        Descent descent = new Descent(new RAdam(0.1, 0, 0.9999, 0, 0, false), DType.F32, 0);
        double[] path = IntStream.range(0, 6).mapToDouble(step -> descent.step(2)).toArray();
        assertEquals(-1, path[4], 1e-6);
        double freedom = 19_999 - 12 * Math.pow(0.9999, 6) / (1 - Math.pow(0.9999, 6));
        double factor = Math.sqrt((freedom - 4) * (freedom - 2) * 19_999 / (19_995.0 * 19_997 * freedom));
        assertEquals(-1 - 0.1 * factor, path[5], 1e-6);
    }

    @Test
    void decay_apart_from_the_gradient_shrinks_the_parameter_first() {
        double plain = Descent.path(new RAdam(0.1, 0.9, 0.999, 0, 0, true), 2, -1)[0] - 2;
        assertEquals(2 * (1 - 0.1 * 0.5) + plain, Descent.path(new RAdam(0.1, 0.9, 0.999, 0, 0.5, true), 2, -1)[0],
                1e-14);
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
