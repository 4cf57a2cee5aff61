package org.fascicle.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.fascicle.backend.Buffer;
import org.fascicle.backend.Limits;
import org.fascicle.backend.Session;
import org.fascicle.backend.cpu.CpuBackend;
import org.fascicle.backend.cpu.CpuRun;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.compiler.strip.Stripe;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.Input;
import org.fascicle.graph.op.Scan;
import org.fascicle.graph.op.Source;
import org.fascicle.tensor.Attention;
import org.fascicle.tensor.RandomStream;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.fascicle.testkit.BackendRun;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Large products strip by strip: what comes of them is what the definition says. */
class StripeTest {
    private static final CpuBackend BACKEND = new CpuBackend();

    /**
     * A function of some tensors.
     *
     * @param places rows of the large product
     * @param sources its columns
     */
    private record Case(String name, int places, int sources, List<TensorType> inputs,
            Function<List<Tensor>, Tensor> function) {
        /** Whether all places by all sources are together somewhere. */
        boolean isWide(Graph graph) {
            return graph.nodes().stream().filter(node -> !(node.op() instanceof Scan || node.op() instanceof Source))
                    .anyMatch(node -> isWide(node.shape()));
        }

        private boolean isWide(Shape shape) {
            return shape.sizes().contains(places)
                    && shape.without(shape.sizes().indexOf(places)).sizes().contains(sources);
        }

        /** The function, and the derivative of a weighted sum of what it gives, after each input of floats. */
        Graph graph() {
            return Trace.of(inputs, x -> {
                Tensor y = function.apply(x);
                List<Tensor> outputs = new ArrayList<>(List.of(y));
                outputs.addAll(y.square().sum().gradients(x.stream()
                        .filter(input -> input.dtype() == DType.F32 && !isWide(input.shape())).toList()));
                return outputs;
            });
        }
    }

    private static TensorType floats(int... sizes) {
        return TensorType.of(DType.F32, sizes);
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int[] size : List.of(new int[] {1, 1, 16, 16, 1, 1}, new int[] {2, 3, 37, 37, 2, 3},
                new int[] {1, 2, 61, 43, 7, 5}, new int[] {1, 2, 29, 131, 3, 4}, new int[] {1, 1, 9, 10, 1, 2},
                new int[] {3, 1, 64, 64, 4, 4})) {
            for (boolean causal : List.of(false, true)) {
                for (Mask mask : Mask.values()) {
                    cases.add(attention(size, causal, mask));
                }
            }
        }
        for (int[] size : List.of(new int[] {31, 31}, new int[] {1, 1, 29, 43}, new int[] {2, 3, 37, 37},
                new int[] {3, 16, 64})) {
            for (boolean causal : List.of(false, true)) {
                cases.add(withDropout(size, causal));
            }
        }
        TensorType x = floats(31, 3);
        cases.add(new Case("weights that are no softmax", 31, 31, List.of(x, x, x), in -> in.get(0)
                .matmul(in.get(1).swapAxes(0, 1)).sigmoid().matmul(in.get(2))));
        cases.add(new Case("a softmax by hand", 31, 31, List.of(x, x, x), in -> {
            Tensor weights = in.get(0).matmul(in.get(1).swapAxes(0, 1)).exp();
            return weights.matmul(in.get(2)).over(weights.sumKeeping(1));
        }));
        cases.add(new Case("places in columns", 31, 47, List.of(x, floats(47, 3), floats(47, 2)), in -> in.get(1)
                .matmul(in.get(0).swapAxes(0, 1)).softmax(0).swapAxes(0, 1).matmul(in.get(2))));
        cases.add(new Case("places in columns, to the past", 31, 31, List.of(x, x, x), in -> {
            Tensor scores = in.get(1).matmul(in.get(0).swapAxes(0, 1));
            TensorType square = TensorType.of(DType.I32, 31, 31);
            return Tensor.where(scores.iota(square, 1).atLeast(scores.iota(square, 0)), scores, scores.scalar(-1e30))
                    .softmax(0).swapAxes(0, 1).matmul(in.get(2));
        }));
        cases.add(new Case("a sequence and itself", 31, 31, List.of(x), in -> in.get(0)
                .matmul(in.get(0).swapAxes(0, 1)).softmax(1).matmul(in.get(0))));
        cases.add(new Case("many classes", 31, 67, List.of(x, floats(3, 67)), in -> in.get(0).matmul(in.get(1))
                .logSoftmax(1).times(0.1).exp().meanKeeping(1)));
        cases.add(new Case("means over places", 31, 43, List.of(x, floats(43, 3)), in -> in.get(0)
                .matmul(in.get(1).swapAxes(0, 1)).softmax(1).meanKeeping(0)));
        cases.add(new Case("two products", 31, 43, List.of(x, floats(43, 3), floats(31, 1), floats(43, 2)), in ->
                in.get(0).matmul(in.get(1).swapAxes(0, 1)).plus(in.get(2).matmul(in.get(3).slice(1, 0, 1)
                        .swapAxes(0, 1))).softmax(1).matmul(in.get(3))));
        return cases;
    }

    /** Masks of sources, as attention takes them. */
    private enum Mask {
        NONE, PADDING, OFFSETS;

        private List<TensorType> types(int batch, int places, int sources) {
            return switch (this) {
                case NONE -> List.of();
                case PADDING -> List.of(TensorType.of(DType.BOOL, batch, 1, 1, sources));
                case OFFSETS -> List.of(floats(1, 1, places, sources));
            };
        }
    }

    private static Case attention(int[] size, boolean causal, Mask mask) {
        List<TensorType> inputs = new ArrayList<>(List.of(floats(size[0], size[1], size[2], size[4]),
                floats(size[0], size[1], size[3], size[4]), floats(size[0], size[1], size[3], size[5])));
        inputs.addAll(mask.types(size[0], size[2], size[3]));
        return new Case("attention %s of %s".formatted(causal ? "to the past" : "to all", inputs), size[2], size[3],
                inputs, x -> Attention.ofSize(size[4], causal).apply(x.get(0), x.get(1), x.get(2),
                x.size() > 3 ? Optional.of(x.get(3)) : Optional.empty()));
    }

    /** Weights that are dropped at random. */
    private static Case withDropout(int[] size, boolean causal) {
        int rank = size.length;
        Shape scores = Shape.of(size);
        TensorType query = new TensorType(DType.F32, scores.with(rank - 1, 3));
        TensorType key = new TensorType(DType.F32, scores.with(rank - 2, scores.size(-1)).with(rank - 1, 3));
        return new Case("weights %s dropped, %s".formatted(scores, causal), scores.size(-2), scores.size(-1),
                List.of(query, key, key), x -> {
            Tensor kept = new RandomStream(x.get(0).constant(TensorType.of(DType.I32, 2), List.of(7.0, -3.0)),
                    x.get(0).constant(TensorType.of(DType.I32), 5)).bernoulli(scores, 0.8);
            Tensor weights = new Attention(1, causal).weights(x.get(0), x.get(1), Optional.empty());
            return Tensor.where(kept, weights.times(1.25), weights.scalar(0)).matmul(x.get(2));
        });
    }

    private static Graph plain(Graph graph) {
        Graph lowered = graph;
        for (Pass pass : List.of(new Decompose(BACKEND), new Simplify(), new Share(), new RemoveDead())) {
            lowered = pass.apply(lowered).verify();
        }
        return lowered;
    }

    private static Graph striped(Graph graph) {
        return new Stripe(BACKEND, 1, 1, 8).apply(plain(graph)).verify();
    }

    private static Stream<DynamicTest> each(Consumer<Case> test) {
        return cases().stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> test.accept(one)));
    }

    @TestFactory
    Stream<DynamicTest> strips_give_what_the_definition_gives() {
        return each(one -> {
            Graph graph = one.graph();
            Map<String, HostTensor> inputs = CpuRun.inputs(graph, 7);
            Map<String, HostTensor> expected = Interpreter.run(graph, inputs);
            Graph striped = striped(graph);
            assertNear(expected, Interpreter.run(striped, inputs));
            assertNear(expected, BackendRun.once(BACKEND, striped, 2, inputs));
        });
    }

    @TestFactory
    Stream<DynamicTest> nothing_is_there_for_all_places_and_all_sources_at_once() {
        return each(one -> {
            assertTrue(one.isWide(plain(one.graph())));
            assertFalse(one.isWide(striped(one.graph())));
        });
    }

    @TestFactory
    Stream<DynamicTest> the_bits_are_those_of_one_thread() {
        return each(one -> {
            Graph striped = striped(one.graph());
            Map<String, HostTensor> inputs = CpuRun.inputs(striped, 7);
            Map<String, HostTensor> alone = BackendRun.once(BACKEND, striped, 1, inputs);
            BackendRun.once(BACKEND, striped, 3, inputs).forEach((name, values) ->
                    assertArrayEquals(alone.get(name).floats(), values.floats(), name));
        });
    }

    @Test
    void a_product_that_is_wanted_as_a_whole_stays_whole() {
        Graph graph = plain(Trace.of(List.of(floats(31, 3), floats(31, 3)), x -> {
            Tensor weights = x.get(0).matmul(x.get(1).swapAxes(0, 1)).softmax(1);
            return List.of(weights, weights.matmul(x.get(1)));
        }));
        assertEquals(graph.toString(), striped(graph).toString());
    }

    @Test
    void a_backend_without_scans_keeps_its_graph() {
        Graph graph = plain(cases().getFirst().graph());
        AnyBackend poor = new AnyBackend(node -> !(node.op() instanceof Scan));
        assertEquals(graph.toString(), new Stripe(poor, 1, 1, 8).apply(graph).toString());
    }

    @Test
    void a_product_that_is_only_reshaped_on_its_way_to_readers_of_all_of_it_stays_whole() {
        Graph graph = plain(Trace.of(List.of(floats(62, 3), floats(3, 31), floats(31)), x -> List.of(
                x.get(0).matmul(x.get(1)).reshape(2, 31, 31).plus(x.get(2)))));
        assertEquals(graph.toString(), striped(graph).toString());
    }

    @Test
    void attention_to_the_past_does_half_of_the_work() {
        TensorType x = floats(1, 1, 1024, 4);
        Function<Boolean, Long> work = causal -> Flops.ofProducts(striped(Trace.of(List.of(x, x, x), in ->
                List.of(Attention.ofSize(4, causal).apply(in.get(0), in.get(1), in.get(2), Optional.empty())))));
        assertEquals(9 / 16.0, (double) work.apply(true) / work.apply(false));
    }

    /** A mean of all sources, as it is defined for a place that sees none, includes those behind the place. */
    @Test
    void padding_may_hide_all_that_is_past() {
        Case one = attention(new int[] {1, 1, 37, 37, 2, 2}, true, Mask.PADDING);
        Map<String, HostTensor> inputs = CpuRun.inputs(one.graph(), 7);
        for (int i = 0; i < 37; i++) {
            inputs.get("x3").set(i, i < 20 ? 0 : 1);
        }
        assertNear(Interpreter.run(one.graph(), inputs), BackendRun.once(BACKEND, striped(one.graph()), 2, inputs));
    }

    @Test
    void a_long_sequence_takes_memory_for_a_few_places_at_a_time() {
        int places = 4096;
        TensorType x = floats(1, 1, places, 16);
        Graph graph = new Case("long", places, places, List.of(x, x, x), in -> Attention.ofSize(16, true)
                .apply(in.get(0), in.get(1), in.get(2), Optional.empty())).graph();
        try (Session session = BACKEND.open(BACKEND.devices().getFirst(), new Limits(2, Long.MAX_VALUE))) {
            Map<String, Buffer> buffers = new LinkedHashMap<>();
            graph.inputs().forEach(input -> buffers.put(((Input) input.op()).name(), session.allocate(input.type())));
            graph.outputs().forEach((name, node) -> buffers.put(name, session.allocate(node.type())));
            session.compile(new Compiler(BACKEND).lower(graph)).bind(buffers, List.of());
            long scores = 4L * places * places;
            assertTrue(session.memoryUse().peakBytes() < scores / 4, () -> session.memoryUse() + " of " + scores);
        }
    }

    private static void assertNear(Map<String, HostTensor> expected, Map<String, HostTensor> actual) {
        expected.forEach((name, values) -> {
            for (int i = 0; i < values.elements(); i++) {
                assertEquals(values.get(i), actual.get(name).get(i), 2e-5 * Math.max(1, Math.abs(values.get(i))),
                        "element " + i + " of " + name);
            }
        });
    }
}
