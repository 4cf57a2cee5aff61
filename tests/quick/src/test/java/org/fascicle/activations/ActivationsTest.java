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

class ActivationsTest {
    static List<Activation> all() {
        return List.of(new Identity(), new Relu(), new LeakyRelu(0.01), new Sigmoid(), new Tanh(), new Softmax(-1),
                new Gelu(Approximation.EXACT), new Gelu(Approximation.TANH), new Silu());
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
