package org.fascicle.activations;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.fascicle.activations.Gelu.Approximation;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.Activation;
import org.fascicle.tensor.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationsTest {
    static List<Activation> all() {
        return List.of(new Identity(), new Relu(), new LeakyRelu(0.01), new Sigmoid(), new Tanh(), new Softmax(-1),
                new Gelu(Approximation.EXACT), new Gelu(Approximation.TANH), new Silu(), new Elu(0.7), new Celu(2.5),
                new Selu(), new Relu6(), new HardTanh(-1, 1), new HardSigmoid(), new HardSwish(), new Softplus(1.5, 20),
                new Softsign(), new Mish(), new LogSigmoid(), new LogSoftmax(-1));
    }

    @Test
    void relu_cuts_at_0_and_its_derivative_there_is_0() {
        assertArrayEquals(new double[] {0, 0, 2}, values(new Relu(), -1, 0, 2));
        assertArrayEquals(new double[] {0, 0, 1}, slopes(new Relu(), -1, 0, 2));
    }

    @Test
    void leaky_relu_keeps_its_slope_from_0_down() {
        assertArrayEquals(new double[] {-0.3, 0, 2}, values(new LeakyRelu(0.3), -1, 0, 2), 1e-15);
        assertArrayEquals(new double[] {0.3, 0.3, 1}, slopes(new LeakyRelu(0.3), -1, 0, 2), 1e-15);
    }

    @Test
    void leaky_relu_rises_on_both_sides_where_its_slope_is_negative() {
        assertArrayEquals(new double[] {1.5, 0.25, 0, 2}, values(new LeakyRelu(-0.5), -3, -0.5, 0, 2), 1e-15);
        assertArrayEquals(new double[] {-0.5, -0.5, -0.5, 1}, slopes(new LeakyRelu(-0.5), -3, -0.5, 0, 2), 1e-15);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void leaky_relu_has_a_finite_slope(double slope) {
        assertEquals("slope, " + slope + ", has to be a finite number",
                assertThrows(IllegalArgumentException.class, () -> new LeakyRelu(slope)).getMessage());
    }

    @Test
    void sigmoid_and_tanh_of_1_are_the_known_numbers() {
        assertEquals(0.7310585786300049, values(new Sigmoid(), 1)[0], 1e-15);
        assertEquals(0.7615941559557649, values(new Tanh(), 1)[0], 1e-15);
    }

    @Test
    void gelu_of_1_is_the_known_number_in_both_forms() {
        assertEquals(0.8413447460685429, values(new Gelu(Approximation.EXACT), 1)[0], 1e-12);
        assertEquals(0.8411919906082768, values(new Gelu(Approximation.TANH), 1)[0], 1e-12);
    }

    @Test
    void gelu_has_its_minimum_where_it_is_known_to_be() {
        assertEquals(-0.169971, values(new Gelu(Approximation.EXACT), -0.751792)[0], 5e-7);
        assertEquals(0, slopes(new Gelu(Approximation.EXACT), -0.751792)[0], 1e-6);
    }

    @Test
    void silu_has_its_minimum_where_it_is_known_to_be() {
        assertEquals(-0.278465, values(new Silu(), -1.278465)[0], 5e-7);
        assertEquals(0, slopes(new Silu(), -1.278465)[0], 1e-6);
    }

    @Test
    void softmax_of_1_2_3_is_the_known_triple() {
        assertArrayEquals(new double[] {0.0900305732, 0.2447284711, 0.6652409558}, values(new Softmax(-1), 1, 2, 3),
                1e-9);
    }

    @Test
    void softmax_sums_to_1_along_its_axis_at_logits_of_10000() {
        HostTensor logits = HostTensor.of(Shape.of(2, 3), 1e4f, -1e4f, 0f, 9999f, 0f, 1e4f);
        double[] columns = Evaluation.of(x -> new Softmax(0).apply(x.getFirst()).sum(0), logits).toDoubles();
        assertArrayEquals(new double[] {1, 1, 1}, columns, 1e-6);
        double[] rows = Evaluation.of(x -> new Softmax(-1).apply(x.getFirst()).sum(1), logits).toDoubles();
        assertArrayEquals(new double[] {1, 1}, rows, 1e-6);
    }

    @Test
    void softmax_along_an_axis_that_is_not_there_is_refused_with_the_shape() {
        ShapeException misfit = assertThrows(ShapeException.class, () -> values(new Softmax(2), 1, 2));
        assertEquals("softmax cannot take f64[2]: there is no axis 2; axes count from 0 at the batch, or from -1 at "
                + "the last", misfit.getMessage());
    }

    @Test
    void elu_and_celu_end_at_minus_alpha_and_leave_0_with_the_slopes_alpha_and_1() {
        assertArrayEquals(new double[] {-0.5, 0, 3}, values(new Elu(0.5), -100, 0, 3), 1e-15);
        assertArrayEquals(new double[] {0, 0.5, 1}, slopes(new Elu(0.5), -100, 0, 3), 1e-15);
        assertArrayEquals(new double[] {-0.5, 0, 3}, values(new Celu(0.5), -100, 0, 3), 1e-15);
        assertArrayEquals(new double[] {0, 1, 1}, slopes(new Celu(0.5), -100, 0, 3), 1e-15);
    }

    @Test
    void selu_keeps_mean_0_and_variance_1_of_a_normal_input() {
        double[] moments = new double[2];
        double h = 1e-3;
        int places = 20_001;
        double[] at = new double[places];
        for (int i = 0; i < places; i++) {
            at[i] = (i - places / 2) * h;
        }
        double[] values = values(new Selu(), at);
        for (int i = 0; i < places; i++) {
            double density = Math.exp(-at[i] * at[i] / 2) / Math.sqrt(2 * Math.PI) * h;
            moments[0] += density * values[i];
            moments[1] += density * values[i] * values[i];
        }
        assertEquals(0, moments[0], 1e-6);
        assertEquals(1, moments[1], 1e-6);
    }

    @Test
    void functions_of_straight_pieces_meet_at_their_bends_and_are_flat_there() {
        assertArrayEquals(new double[] {0, 0, 2, 6, 6}, values(new Relu6(), -1, 0, 2, 6, 9));
        assertArrayEquals(new double[] {0, 0, 1, 0, 0}, slopes(new Relu6(), -1, 0, 2, 6, 9));
        assertArrayEquals(new double[] {-1.5, 0.5, 1.25}, values(new HardTanh(-1.5, 1.25), -2, 0.5, 2));
        assertArrayEquals(new double[] {0, 0.5, 1}, values(new HardSigmoid(), -3, 0, 3), 1e-15);
        assertArrayEquals(new double[] {0, 1.0 / 6, 0}, slopes(new HardSigmoid(), -3, 0, 3), 1e-15);
        assertArrayEquals(new double[] {0, -0.375, 0, 3}, values(new HardSwish(), -3, -1.5, 0, 3), 1e-15);
        assertEquals(0, slopes(new HardSwish(), -1.5)[0], 1e-15);
    }

    @Test
    void a_hard_tanh_whose_ends_are_exchanged_is_refused() {
        assertEquals("minimum, 1.0, has to lie below maximum, -1.0",
                assertThrows(IllegalArgumentException.class, () -> new HardTanh(1, -1)).getMessage());
    }

    @Test
    void softplus_and_log_sigmoid_are_right_where_an_exponential_would_vanish_or_overflow() {
        assertArrayEquals(new double[] {Math.exp(-100), Math.log(2), 1000}, values(new Softplus(1, 20), -100, 0, 1000),
                1e-15);
        assertEquals(Math.exp(-100), values(new Softplus(1, 20), -100)[0], 1e-58);
        assertArrayEquals(new double[] {-1000, -Math.log(2), -Math.exp(-100)}, values(new LogSigmoid(), -1000, 0, 100),
                1e-12);
        assertEquals(-Math.exp(-100), values(new LogSigmoid(), 100)[0], 1e-58);
        assertArrayEquals(new double[] {1, 0.5, 0}, slopes(new LogSigmoid(), -1000, 0, 1000), 1e-15);
    }

    @Test
    void mish_has_its_minimum_where_it_is_known_to_be() {
        assertEquals(-0.308843, values(new Mish(), -1.192431)[0], 5e-7);
        assertEquals(0, slopes(new Mish(), -1.192431)[0], 1e-6);
    }

    @Test
    void log_softmax_of_1_2_3_is_the_logarithm_of_the_known_triple() {
        assertArrayEquals(new double[] {-2.4076059644, -1.4076059644, -0.4076059644},
                values(new LogSoftmax(-1), 1, 2, 3), 1e-9);
    }

    @Test
    void glu_gates_the_first_half_with_the_second() {
        assertArrayEquals(new double[] {1.5, 4 * 0.7310585786300049}, values(new Glu(-1), 3, 4, 0, 1), 1e-15);
    }

    @Test
    void glu_of_an_odd_axis_is_refused_with_the_shape() {
        ShapeException misfit = assertThrows(ShapeException.class, () -> values(new Glu(-1), 1, 2, 3));
        assertEquals("glu cannot take f64[3]: it halves axis -1, which has 3 places; let the layer before give an even "
                + "number", misfit.getMessage());
    }

    @ParameterizedTest
    @MethodSource("all")
    void values_and_derivatives_stay_finite_at_1000_in_single_precision(Activation activation) {
        HostTensor x = HostTensor.of(Shape.of(4), -1000f, -100f, 100f, 1000f);
        for (double value : Evaluation.of(o -> activation.apply(o.getFirst()), x).toDoubles()) {
            assertTrue(Double.isFinite(value), activation + " gives " + value);
        }
        for (double slope : Evaluation.derivative(o -> activation.apply(o.getFirst()), x).toDoubles()) {
            assertTrue(Double.isFinite(slope), activation + " has the derivative " + slope);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void derivatives_agree_with_central_differences(Activation activation) {
        double[] at = {-3.1, -0.7, 0.2, 1.9};
        double[] slopes = derivatives(activation, at);
        double h = 1e-5;
        for (int i = 0; i < at.length; i++) {
            double difference = (weighted(activation, at, i, h) - weighted(activation, at, i, -h)) / (2 * h);
            assertEquals(difference, slopes[i], 1e-8, activation + " at " + at[i]);
        }
    }

    @Test
    void composed_activations_keep_their_names_in_the_graph() {
        assertTrue(graph(new Gelu(Approximation.EXACT)).contains("gelu"));
        assertTrue(graph(new Gelu(Approximation.TANH)).contains("gelu-tanh"));
        assertTrue(graph(new Silu()).contains("silu"));
        assertTrue(graph(new LeakyRelu(0.1)).contains("leaky-relu"));
        assertTrue(graph(new Softmax(-1)).contains("softmax"));
    }

    private static String graph(Activation activation) {
        return Trace.of(List.of(TensorType.of(DType.F32, 3)), x -> List.of(activation.apply(x.getFirst()))).toString();
    }

    /** Weighted, since the sum of a softmax never moves. */
    private static double weighted(Activation activation, double[] at, int place, double step) {
        double[] moved = at.clone();
        moved[place] += step;
        double[] values = values(activation, moved);
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (i + 1) * values[i];
        }
        return sum;
    }

    private static double[] derivatives(Activation activation, double[] at) {
        return Evaluation.derivative(x -> activation.apply(x.getFirst())
                .times(x.getFirst().constant(x.getFirst().type(), List.of(1.0, 2.0, 3.0, 4.0))),
                HostTensor.of(Shape.of(4), at)).toDoubles();
    }

    private static double[] values(Activation activation, double... x) {
        return Evaluation.of(o -> activation.apply(o.getFirst()), HostTensor.of(Shape.of(x.length), x)).toDoubles();
    }

    private static double[] slopes(Activation activation, double... x) {
        return Evaluation.derivative(o -> activation.apply(o.getFirst()), HostTensor.of(Shape.of(x.length), x))
                .toDoubles();
    }
}
