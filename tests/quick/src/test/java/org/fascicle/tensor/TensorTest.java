package org.fascicle.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.junit.jupiter.api.Test;

/** What the table of operations does not show: ends of the number line, and the laws of random streams. */
class TensorTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final int COUNT = 20_000;

    @Test
    void softmax_and_its_logarithm_do_not_overflow() {
        HostTensor x = HostTensor.of(Shape.of(3), 1000f, 999f, -1000f);
        double e = Math.exp(-1);
        assertArrayEquals(new double[] {1 / (1 + e), e / (1 + e), 0}, run(x, t -> t.softmax(0)), 1e-7);
        assertArrayEquals(new double[] {-Math.log1p(e), -1 - Math.log1p(e), -2000 - Math.log1p(e)},
                run(x, t -> t.logSoftmax(0)), 1e-4);
        assertArrayEquals(new double[] {1000 + Math.log1p(e)}, run(x, t -> t.logSumExpKeeping(0)), 1e-4);
    }

    @Test
    void a_log_sum_exp_of_infinities_is_an_infinity() {
        HostTensor x = HostTensor.of(Shape.of(3, 2), -INFINITY, -INFINITY, -INFINITY, 2.0, INFINITY, 1.0);
        assertArrayEquals(new double[] {-INFINITY, 2, INFINITY}, run(x, t -> t.logSumExpKeeping(1)));
    }

    @Test
    void the_logistic_function_is_right_at_both_ends() {
        HostTensor x = HostTensor.of(Shape.of(4), -1000.0, -40.0, 40.0, 1000.0);
        assertArrayEquals(new double[] {0, Math.exp(-40), 1, 1}, run(x, Tensor::sigmoid), 1e-30);
    }

    @Test
    void the_error_function_has_the_tabled_values() {
        // Abramowitz and Stegun (1964), table 7.1, and erf(6) = 1 − 2.15e-17
        HostTensor x = HostTensor.of(Shape.of(7), 0, 0.5, 1, 1.5, 2, -1, 6.0);
        assertArrayEquals(new double[] {0, 0.5204998778, 0.8427007929, 0.9661051465, 0.9953222650, -0.8427007929, 1},
                run(x, Tensor::erf), 1e-10);
    }

    @Test
    void argmax_takes_the_first_of_equals_and_a_nan_before_all_others() {
        HostTensor x = HostTensor.of(Shape.of(3, 3), 1.0, 5.0, 5.0, -1.0, -1.0, -2.0, 0.0, Double.NaN, 2.0);
        assertArrayEquals(new double[] {1, 0, 1}, run(x, t -> t.argmax(1)));
        assertArrayEquals(new double[] {0, 2, 1}, run(x, t -> t.argmin(-1)));
    }

    @Test
    void uniforms_lie_in_the_unit_interval_and_have_its_moments() {
        double[] values = draw(stream -> stream.uniform(TensorType.of(DType.F32, COUNT)));
        assertTrue(Arrays.stream(values).allMatch(u -> u >= 0 && u < 1));
        assertMoments(values, 0.5, 1 / 12.0, 1 / 180.0);
    }

    @Test
    void normals_have_the_moments_of_a_normal() {
        assertMoments(draw(stream -> stream.normal(TensorType.of(DType.F32, COUNT))), 0, 1, 2);
    }

    @Test
    void truths_come_as_often_as_asked() {
        double share = Arrays.stream(draw(stream -> stream.bernoulli(Shape.of(COUNT), 0.2).cast(DType.F32)))
                .average().orElseThrow();
        assertEquals(0.2, share, 5 * Math.sqrt(0.16 / COUNT));
        assertArrayEquals(new double[5], draw(stream -> stream.bernoulli(Shape.of(5), 0)));
        assertArrayEquals(new double[] {1, 1, 1}, draw(stream -> stream.bernoulli(Shape.of(3), 1)));
    }

    @Test
    void streams_of_different_names_and_steps_have_nothing_in_common() {
        double[] values = draw(stream -> Tensor.concatenate(0, List.of(stream.bits(Shape.of(500)),
                stream.fork(1).bits(Shape.of(500)), stream.fork(2).bits(Shape.of(500)),
                stream.fork(1L << 32).bits(Shape.of(500)), stream.fork(1).fork(2).bits(Shape.of(500)),
                stream.fork(2).fork(1).bits(Shape.of(500)),
                stream.at(stream.counter().plus(1)).bits(Shape.of(500)))));
        // 3500 draws of 32 bits meet by chance about 0.0014 times
        assertEquals(values.length, Arrays.stream(values).distinct().count());
    }

    private static double[] draw(Function<RandomStream, Tensor> drawn) {
        Graph graph = Trace.of(List.of(TensorType.of(DType.I32, 2), TensorType.of(DType.I32)),
                tensors -> List.of(drawn.apply(new RandomStream(tensors.get(0), tensors.get(1))))).verify();
        return Interpreter.run(graph, Map.of("x0", HostTensor.of(Shape.of(2), 17, -4), "x1",
                HostTensor.of(Shape.SCALAR, 3))).get("y0").toDoubles();
    }

    /** Five standard errors of the mean and of the variance, whose own variance is that of (x − mean)². */
    private static void assertMoments(double[] values, double mean, double variance, double ofSquares) {
        assertEquals(mean, Arrays.stream(values).average().orElseThrow(), 5 * Math.sqrt(variance / values.length));
        assertEquals(variance, Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow(),
                5 * Math.sqrt(ofSquares / values.length));
    }

    private static double[] run(HostTensor x, Function<Tensor, Tensor> function) {
        Graph graph = Trace.of(List.of(x.type()), tensors -> List.of(function.apply(tensors.getFirst()))).verify();
        return Interpreter.run(graph, Map.of("x0", x)).get("y0").toDoubles();
    }
}
