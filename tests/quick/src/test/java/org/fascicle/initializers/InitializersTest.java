package org.fascicle.initializers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.nn.Initializer;
import org.junit.jupiter.api.Test;

class InitializersTest {
    /** 120,000 weights: the standard error of their mean is 0.3 % of their deviation, that of their variance 0.5 %. */
    private static final Shape WEIGHT = Shape.of(300, 400);

    @Test
    void constants_are_the_same_everywhere() {
        assertArrayEquals(new double[] {0.25, 0.25, 0.25}, draw(new Constant(0.25), Shape.of(3)));
        assertArrayEquals(new double[] {0, 0, 0}, draw(new Zeros(), Shape.of(3)));
        assertArrayEquals(new double[] {1, 1, 1}, draw(new Ones(), Shape.of(3)));
        assertArrayEquals(new double[] {1}, draw(new Ones(), Shape.SCALAR));
    }

    @Test
    void normal_has_its_mean_and_deviation() {
        DoubleStream centred = Arrays.stream(draw(new Normal(3, 0.5), WEIGHT)).map(x -> (x - 3) / 0.5);
        double[] values = centred.toArray();
        assertEquals(0, Arrays.stream(values).average().orElseThrow(), 0.015);
        assertEquals(1, variance(values), 0.025);
        assertEquals(0.6827, Arrays.stream(values).filter(x -> Math.abs(x) < 1).count() / 120_000.0, 0.007);
    }

    @Test
    void glorot_keeps_the_variance_at_2_over_both_fans() {
        assertEquals(2.0 / 700, variance(draw(new GlorotNormal(), WEIGHT)), 0.025 * 2 / 700);
        assertUniform(Math.sqrt(6.0 / 700), draw(new GlorotUniform(), WEIGHT));
    }

    @Test
    void he_keeps_the_variance_at_2_over_the_fan_in() {
        assertEquals(2.0 / 300, variance(draw(new HeNormal(), WEIGHT)), 0.025 * 2 / 300);
        assertUniform(Math.sqrt(6.0 / 300), draw(new HeUniform(), WEIGHT));
    }

    @Test
    void uniform_fan_in_lies_within_1_over_the_root_of_the_fan_in() {
        assertUniform(1 / Math.sqrt(300), draw(new UniformFanIn(), WEIGHT));
    }

    @Test
    void uniform_fills_its_interval() {
        double[] centred = Arrays.stream(draw(new Uniform(2, 6), WEIGHT)).map(x -> x - 4).toArray();
        assertUniform(2, centred);
    }

    @Test
    void an_empty_interval_is_refused() {
        assertEquals("low, 1.0, has to lie below high, 1.0",
                assertThrows(IllegalArgumentException.class, () -> new Uniform(1, 1)).getMessage());
    }

    @Test
    void a_truncated_normal_has_no_tails_and_the_variance_that_leaves() {
        double[] values = draw(new TruncatedNormal(0, 0.5, 2), WEIGHT);
        double largest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
        assertTrue(largest <= 1 && largest > 0.995, () -> "the largest is " + largest);
        // 1 − 2·2·φ(2)/(2Φ(2) − 1), of which the root is 0.8796
        assertEquals(0.7737 * 0.25, variance(values), 0.025 * 0.25);
        assertEquals(0, Arrays.stream(values).average().orElseThrow(), 0.005);
    }

    @Test
    void lecun_keeps_the_variance_at_1_over_the_fan_in() {
        assertEquals(1.0 / 300, variance(draw(new LecunNormal(), WEIGHT)), 0.025 / 300);
        assertUniform(Math.sqrt(3.0 / 300), draw(new LecunUniform(), WEIGHT));
    }

    @Test
    void the_shorter_side_of_an_orthogonal_matrix_is_orthonormal() {
        for (Shape shape : List.of(Shape.of(30, 20), Shape.of(20, 30), Shape.of(25, 25), Shape.of(3, 3, 2, 7))) {
            int columns = shape.size(-1);
            int rows = shape.elements() / columns;
            double[] values = draw(new Orthogonal(3), shape);
            int across = Math.min(rows, columns);
            for (int a = 0; a < across; a++) {
                for (int b = 0; b < across; b++) {
                    double product = 0;
                    for (int i = 0; i < Math.max(rows, columns); i++) {
                        product += rows >= columns ? values[i * columns + a] * values[i * columns + b]
                                : values[a * columns + i] * values[b * columns + i];
                    }
                    assertEquals(a == b ? 9 : 0, product, 1e-11, shape + " at " + a + ", " + b);
                }
            }
        }
    }

    @Test
    void orthogonal_matrices_favour_no_sign() {
        double sum = 0;
        for (int matrix = 0; matrix < 2000; matrix++) {
            sum += new Orthogonal(1).values(Shape.of(2, 2), ThreefryRandom.of(matrix, "q"))[0];
        }
        // the first element has mean 0 and variance ½: the standard error of this mean is 0.016
        assertEquals(0, sum / 2000, 0.064);
    }

    @Test
    void the_fans_of_a_convolution_count_its_window() {
        assertUniform(Math.sqrt(6.0 / (3 * 5 * 40)), draw(new HeUniform(), Shape.of(3, 5, 40, 200)));
        assertUniform(Math.sqrt(6.0 / (3 * 5 * 240)), draw(new GlorotUniform(), Shape.of(3, 5, 40, 200)));
    }

    @Test
    void fifty_layers_of_relu_keep_the_size_of_a_signal_with_he_and_lose_it_with_glorot() {
        assertEquals(1, signalAfterFiftyLayers(new HeNormal()), 0.5);
        assertTrue(signalAfterFiftyLayers(new GlorotNormal()) < 1e-6);
    }

    @Test
    void a_seed_and_a_path_decide_every_value() {
        assertArrayEquals(draw(new Normal(0, 1), WEIGHT), draw(new Normal(0, 1), WEIGHT));
        double[] other = new Normal(0, 1).values(WEIGHT, ThreefryRandom.of(7, "1.weight"));
        assertTrue(other[0] != draw(new Normal(0, 1), WEIGHT)[0]);
    }

    /** Root of the mean square of 100 units behind 50 layers, from a signal of size 1 (mean over ten networks). */
    private static double signalAfterFiftyLayers(Initializer initializer) {
        double total = 0;
        for (int network = 0; network < 10; network++) {
            double[] signal = new Normal(0, 1).values(Shape.of(100), ThreefryRandom.of(network, "signal"));
            for (int layer = 0; layer < 50; layer++) {
                double[] weight = initializer.values(Shape.of(100, 100), ThreefryRandom.of(network, "layer" + layer));
                double[] next = new double[100];
                for (int i = 0; i < 10_000; i++) {
                    next[i % 100] += Math.max(0, signal[i / 100]) * weight[i];
                }
                signal = next;
            }
            total += Arrays.stream(signal).map(x -> x * x).average().orElseThrow();
        }
        return Math.sqrt(total / 10);
    }

    private static void assertUniform(double bound, double[] values) {
        double largest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
        assertTrue(largest <= bound && largest > 0.999 * bound, largest + " should be just below " + bound);
        assertEquals(0, Arrays.stream(values).average().orElseThrow() / bound, 0.01);
        assertEquals(1.0 / 3, variance(values) / (bound * bound), 0.01);
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    }

    private static double[] draw(Initializer initializer, Shape shape) {
        return initializer.values(shape, ThreefryRandom.of(7, "0.weight"));
    }
}
