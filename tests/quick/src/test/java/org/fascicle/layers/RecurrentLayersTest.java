package org.fascicle.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.fascicle.activations.Tanh;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.initializers.GlorotUniform;
import org.fascicle.initializers.UniformFanIn;
import org.fascicle.nn.Layer;
import org.fascicle.testkit.LayerContract;
import org.fascicle.testkit.Values;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RecurrentLayersTest {
    @Nested
    class LstmTest extends LayerContract<Lstm> {
    }

    @Nested
    class GruTest extends LayerContract<Gru> {
    }

    @Nested
    class SimpleRnnTest extends LayerContract<SimpleRnn> {
    }

    @Nested
    class BothWaysTest extends LayerContract<Lstm> {
        @Override
        protected Lstm contribution() {
            return new Lstm(2, true, true, Optional.empty(), true, 1, new GlorotUniform(), new UniformFanIn());
        }
    }

    @Test
    void the_gates_of_lstm_stand_in_the_order_i_f_g_o() {
        HostTensor x = HostTensor.of(Shape.of(1, 2, 1), 1.0, -0.5);
        double[] w = {0.1, 0.2, 0.3, 0.4};
        double[] u = {0.5, -0.6, 0.7, -0.8};
        double[] b = {0.01, 0.02, 0.03, 0.04};
        double h = 0;
        double c = 0;
        for (double value : x.doubles()) {
            double o = sigmoid(w[3] * value + u[3] * h + b[3]);
            c = sigmoid(w[1] * value + u[1] * h + b[1]) * c
                    + sigmoid(w[0] * value + u[0] * h + b[0]) * Math.tanh(w[2] * value + u[2] * h + b[2]);
            h = o * Math.tanh(c);
        }
        double[] y = Given.use(new Lstm(1, false), Map.of("x", x, "input.weight", HostTensor.of(Shape.of(1, 4), w),
                "recurrent.weight", HostTensor.of(Shape.of(1, 4), u), "input.bias", HostTensor.of(Shape.of(4), b)))
                .numbers();
        assertArrayEquals(new double[] {h}, y, 1e-12);
    }

    @Test
    void the_gates_of_gru_stand_in_the_order_r_z_n_and_its_own_bias_is_reset() {
        HostTensor x = HostTensor.of(Shape.of(1, 2, 1), 1.0, -0.5);
        double[] w = {0.1, 0.2, 0.3};
        double[] u = {0.5, -0.6, 0.7};
        double[] b = {0.01, 0.02, 0.03};
        double d = 0.9;
        double h = 0;
        for (double value : x.doubles()) {
            double r = sigmoid(w[0] * value + u[0] * h + b[0]);
            double z = sigmoid(w[1] * value + u[1] * h + b[1]);
            h = (1 - z) * Math.tanh(w[2] * value + b[2] + r * (u[2] * h + d)) + z * h;
        }
        double[] y = Given.use(new Gru(1, false), Map.of("x", x, "input.weight", HostTensor.of(Shape.of(1, 3), w),
                "recurrent.weight", HostTensor.of(Shape.of(1, 3), u), "input.bias", HostTensor.of(Shape.of(3), b),
                "recurrent.bias", HostTensor.of(Shape.of(1), d))).numbers();
        assertArrayEquals(new double[] {h}, y, 1e-12);
    }

    @Test
    void an_rnn_gives_each_of_its_states() {
        HostTensor x = HostTensor.of(Shape.of(1, 3, 1), 1.0, 0, 0);
        double[] y = Given.use(new SimpleRnn(1, true), Map.of("x", x,
                "input.weight", HostTensor.of(Shape.of(1, 1), 2.0),
                "recurrent.weight", HostTensor.of(Shape.of(1, 1), 1.0))).numbers();
        double first = Math.tanh(2);
        assertArrayEquals(new double[] {first, Math.tanh(first), Math.tanh(Math.tanh(first))}, y, 1e-12);
    }

    @Test
    void the_forget_gate_starts_open() {
        Map<String, String> shapes = Forward.parameters(new Lstm(2, false), TensorType.of(DType.F32, 5, 4, 3));
        assertEquals(Map.of("input.weight", "[3,8]", "recurrent.weight", "[2,8]", "input.bias", "[8]"), shapes);
        double[] bias = Forward.trace(new Lstm(2, false), TensorType.of(DType.F32, 5, 4, 3)).variables().stream()
                .filter(variable -> variable.path().equals("input.bias")).findFirst().orElseThrow().initial(1)
                .toDoubles();
        assertArrayEquals(new double[] {0, 0, 1, 1, 0, 0, 0, 0}, bias);
    }

    @TestFactory
    Stream<DynamicTest> padding_has_no_effect_on_outputs_and_gradients() {
        return each((layer, sequences) -> {
            // two sequences of 3 and 2 places, in a batch of 4 places, and each alone
            HostTensor x = random("x", Shape.of(2, 4, 3));
            spoil(x, 3, 4, 7);
            spoil(x, 4 + 2, 8, Double.NaN);
            Map<String, HostTensor> values = parameters(layer.apply(true, sequences), 3);
            values.put("x", x);
            values.put("lengths", HostTensor.of(Shape.of(2), 3, 2));
            Given.Outcome padded = Given.use(layer.apply(true, sequences), values);
            values.put("x", slice(x, 0, 3));
            values.remove("lengths");
            double[] first = Given.use(layer.apply(false, sequences), values).numbers();
            values.put("x", slice(x, 1, 2));
            double[] second = Given.use(layer.apply(false, sequences), values).numbers();
            List<Double> expected = new ArrayList<>();
            append(expected, first);
            int units = padded.output().type().shape().size(-1);
            append(expected, new double[sequences ? units : 0]);
            append(expected, second);
            append(expected, new double[sequences ? 2 * units : 0]);
            assertArrayEquals(expected.stream().mapToDouble(Double::doubleValue).toArray(), padded.numbers(), 1e-12);
            // what stands in the padding changes no derivative
            HostTensor other = x.copy();
            spoil(other, 3, 4, -100);
            spoil(other, 4 + 2, 8, Double.POSITIVE_INFINITY);
            values.put("x", other);
            values.put("lengths", HostTensor.of(Shape.of(2), 3, 2));
            Given.Outcome again = Given.use(layer.apply(true, sequences), values);
            again.results().keySet().stream().filter(name -> name.startsWith("gradient"))
                    .forEach(name -> assertArrayEquals(padded.results().get(name).toDoubles(),
                            again.results().get(name).toDoubles(), name));
            double[] byX = padded.gradient("x");
            for (int i = 3 * 3; i < 4 * 3; i++) {
                assertEquals(0, byX[i]);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> the_gradient_of_a_padded_batch_is_the_sum_of_those_of_its_sequences() {
        return each((layer, sequences) -> {
            if (sequences) {
                return;
            }
            HostTensor x = random("x", Shape.of(1, 4, 3));
            Map<String, HostTensor> values = parameters(layer.apply(true, false), 3);
            values.put("x", x);
            values.put("lengths", HostTensor.of(Shape.of(1), 2));
            Given.Outcome padded = Given.use(layer.apply(true, false), values);
            values.put("x", slice(x, 0, 2));
            values.remove("lengths");
            Given.Outcome alone = Given.use(layer.apply(false, false), values);
            parameters(layer.apply(true, false), 3).keySet()
                    .forEach(name -> assertArrayEquals(alone.gradient(name), padded.gradient(name), 1e-12, name));
        });
    }

    @Test
    void the_way_back_starts_at_the_last_place_that_is_real() {
        Layer layer = new SimpleRnn(1, new Tanh(), true, true, Optional.of("lengths"), false, new GlorotUniform(),
                new GlorotUniform());
        HostTensor one = HostTensor.of(Shape.of(1, 1), 1.0);
        double[] y = Given.use(layer, Map.of("x", HostTensor.of(Shape.of(1, 3, 1), 1.0, 2, 9),
                "lengths", HostTensor.of(Shape.of(1), 2), "forward.input.weight", one, "forward.recurrent.weight", one,
                "backward.input.weight", one, "backward.recurrent.weight", one)).numbers();
        double f0 = Math.tanh(1);
        double b1 = Math.tanh(2);
        assertArrayEquals(new double[] {f0, Math.tanh(1 + b1), Math.tanh(2 + f0), b1, 0, 0}, y, 1e-12);
    }

    @TestFactory
    Stream<DynamicTest> piece_by_piece_is_the_same_as_all_at_once() {
        List<Layer> layers = List.of(new Lstm(2, true), new Gru(2, true), new SimpleRnn(2, true));
        return layers.stream().map(layer -> DynamicTest.dynamicTest(layer.getClass().getSimpleName(), () -> {
            HostTensor x = random("x", Shape.of(2, 5, 3));
            Map<String, HostTensor> values = parameters(layer, 3);
            values.put("x", x);
            double[] whole = Given.use(layer, values).numbers();
            // what a state held before the first piece does not matter
            values.put("hidden", random("hidden", Shape.of(2, 2)));
            for (int place = 0; place < 5; place++) {
                values.put("x", piece(x, place));
                values.put("position", HostTensor.of(Shape.SCALAR, place));
                Given.Outcome step = Given.goOn(layer, 5, values);
                for (int example = 0; example < 2; example++) {
                    for (int unit = 0; unit < 2; unit++) {
                        assertEquals(whole[(example * 5 + place) * 2 + unit], step.numbers()[example * 2 + unit],
                                1e-12);
                    }
                }
                values.put("hidden", step.state("hidden"));
                if (step.state("cell") != null) {
                    values.put("cell", step.state("cell"));
                }
            }
        }));
    }

    @Test
    void what_reads_from_the_end_cannot_go_on() {
        Layer both = new Gru(2, true, true, Optional.empty(), true, new GlorotUniform(), new GlorotUniform());
        ShapeException misfit = assertThrows(ShapeException.class, () -> Given.goOn(both, 5,
                Map.of("x", random("x", Shape.of(2, 1, 3)), "position", HostTensor.of(Shape.SCALAR, 0))));
        assertEquals("gru cannot take f64[2,1,3]: it reads sequences from their end too, so they cannot come piece by "
                + "piece; give it whole sequences", misfit.getMessage());
    }

    @Test
    void what_is_no_sequence_is_refused_with_path_and_remedy() {
        ShapeException misfit = assertThrows(ShapeException.class, () -> Forward.trace(
                Sequential.of(new Lstm(2, false)), TensorType.of(DType.I32, 5, 3)));
        assertEquals("0: lstm cannot take i32[5,3]: it takes floating [batch, time, features]; give it a sequence of "
                + "one place at least; whole numbers go through an embedding first", misfit.getMessage());
        ShapeException lengths = assertThrows(ShapeException.class, () -> Given.use(new Gru(2, false, false,
                Optional.of("lengths"), true, new GlorotUniform(), new GlorotUniform()),
                Map.of("x", random("x", Shape.of(2, 4, 3)), "lengths", HostTensor.of(Shape.of(3), 1, 2, 3))));
        assertEquals("lengths `lengths` cannot take i32[3] and f64[2,4,3]: it takes i32 [batch], one length for each "
                + "sequence", lengths.getMessage());
    }

    /** Makes a layer, with lengths or without, that gives all outputs or the last. */
    private interface Maker extends BiFunction<Boolean, Boolean, Layer> {
    }

    private interface Trial {
        void run(Maker layer, boolean sequences);
    }

    private static Stream<DynamicTest> each(Trial trial) {
        Map<String, Maker> makers = Map.of(
                "lstm", (padded, all) -> new Lstm(2, all, false, lengths(padded), true, 1, new GlorotUniform(),
                        new UniformFanIn()),
                "lstm both ways", (padded, all) -> new Lstm(2, all, true, lengths(padded), true, 1, new GlorotUniform(),
                        new UniformFanIn()),
                "gru", (padded, all) -> new Gru(2, all, false, lengths(padded), true, new GlorotUniform(),
                        new UniformFanIn()),
                "gru both ways", (padded, all) -> new Gru(2, all, true, lengths(padded), true, new GlorotUniform(),
                        new UniformFanIn()),
                "rnn", (padded, all) -> new SimpleRnn(2, new Tanh(), all, false, lengths(padded), true,
                        new GlorotUniform(), new UniformFanIn()));
        return makers.entrySet().stream().flatMap(maker -> Stream.of(true, false).map(sequences ->
                DynamicTest.dynamicTest(maker.getKey() + (sequences ? ", all outputs" : ", the last output"),
                        () -> trial.run(maker.getValue(), sequences))));
    }

    private static Optional<String> lengths(boolean padded) {
        return padded ? Optional.of("lengths") : Optional.empty();
    }

    /** Random values for every parameter of a layer. */
    private static Map<String, HostTensor> parameters(Layer layer, int features) {
        Map<String, HostTensor> values = new HashMap<>();
        Given.run(false, Optional.empty(), Map.of("x", random("x", Shape.of(2, 4, features)),
                "lengths", HostTensor.of(Shape.of(2), 4, 4)), scope -> layer.apply(scope.input("x"), scope)).results()
                .forEach((name, gradient) -> values.put(name.replace("gradient ", ""),
                        random(name, gradient.type().shape())));
        values.keySet().removeAll(List.of("output", "x"));
        return values;
    }

    private static HostTensor random(String name, Shape shape) {
        return HostTensor.of(new TensorType(DType.F64, shape),
                Values.between(-1, 1).draw(shape.elements(), ThreefryRandom.of(1, name)));
    }

    /** Places {@code from} to {@code to} of all sequences, counted through, of 3 features. */
    private static void spoil(HostTensor x, int from, int to, double value) {
        for (int i = from * 3; i < to * 3; i++) {
            x.set(i, value);
        }
    }

    /** The first places of one of the sequences of 4 places and 3 features. */
    private static HostTensor slice(HostTensor x, int example, int places) {
        double[] values = new double[places * 3];
        System.arraycopy(x.doubles(), example * 4 * 3, values, 0, values.length);
        return HostTensor.of(Shape.of(1, places, 3), values);
    }

    /** One place of both sequences of 5 places and 3 features. */
    private static HostTensor piece(HostTensor x, int place) {
        double[] values = new double[2 * 3];
        System.arraycopy(x.doubles(), place * 3, values, 0, 3);
        System.arraycopy(x.doubles(), (5 + place) * 3, values, 3, 3);
        return HostTensor.of(Shape.of(2, 1, 3), values);
    }

    private static void append(List<Double> list, double[] values) {
        for (double value : values) {
            list.add(value);
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
