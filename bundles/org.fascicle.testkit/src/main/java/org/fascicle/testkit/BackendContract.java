package org.fascicle.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.fascicle.backend.Backend;
import org.fascicle.backend.Buffer;
import org.fascicle.backend.Device;
import org.fascicle.backend.KernelTime;
import org.fascicle.backend.Limits;
import org.fascicle.backend.MemoryException;
import org.fascicle.backend.Program;
import org.fascicle.backend.Session;
import org.fascicle.backend.Step;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.compiler.Compiler;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What every backend must do. A backend's whole test is
 * {@code class CpuBackendTest extends BackendContract { protected Backend backend() { return new CpuBackend(); } }}.
 */
@ConsumerType
public abstract class BackendContract {
    private static final int RANDOM_GRAPHS = 60;
    private static final int HOT_RUNS = 3000;
    private static final Tolerance COMPOSED = new Tolerance.Near(1e-4, 1e-4);

    /** The backend on trial. */
    protected abstract Backend backend();

    /** The element types that it computes in. */
    protected Set<DType> dtypes() {
        return Set.of(DType.F32, DType.I32, DType.U8, DType.BOOL);
    }

    // ---- numbers

    @TestFactory
    Stream<DynamicTest> every_operation_gives_what_the_reference_gives() {
        return rows(row -> row.dtypes().stream().filter(dtypes()::contains).forEach(dtype -> {
            for (Draw.Sizing sizing : Draw.Sizing.values()) {
                for (int number = 0; number < 3; number++) {
                    OpSample sample = row.sample(dtype, sizing, number);
                    if (computes(sample.graph())) {
                        compare(sample.graph(), sample.inputs(), sample.absoluteInputs(), row.tolerance());
                    }
                }
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> every_derivative_is_what_the_reference_gives() {
        return rows(row -> {
            if (row.differentiable() && row.dtypes().contains(DType.F32)) {
                for (Draw.Sizing sizing : List.of(Draw.Sizing.SMALL, Draw.Sizing.PRIMES, Draw.Sizing.EMPTY)) {
                    OpSample sample = row.sample(DType.F32, sizing, 1);
                    Graph graph = Trace.of(sample.operands().stream().map(HostTensor::type).toList(), tensors -> {
                        Tensor objective = GradientCheck.weighted(sample.expression().apply(tensors), 2);
                        return objective.gradients(tensors.stream().filter(x -> x.dtype().isFloating()).toList());
                    });
                    compareToLargest(graph, sample.inputs());
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> graphs_of_many_operations_give_what_the_reference_gives() {
        return Stream.iterate(0L, number -> number < RANDOM_GRAPHS, number -> number + 1)
                .map(number -> DynamicTest.dynamicTest("graph " + number, () -> {
                    Graph graph = RandomGraphs.graph(number);
                    compare(graph, RandomGraphs.inputs(graph, number), Map.of(), COMPOSED);
                }));
    }

    @TestFactory
    Stream<DynamicTest> large_products_give_what_the_reference_gives() {
        return Stream.of(List.of(64, 64, 64), List.of(129, 65, 257), List.of(1, 300, 1), List.of(300, 1, 200),
                List.of(7, 784, 10), List.of(127, 128, 3), List.of(2, 1000, 2))
                .map(mkn -> DynamicTest.dynamicTest("m, k, n = " + mkn, () -> {
                    for (int flags = 0; flags < 4; flags++) {
                        product(mkn.get(0), mkn.get(1), mkn.get(2), (flags & 1) == 1, (flags & 2) == 2);
                    }
                }));
    }

    private void product(int m, int k, int n, boolean transposeLeft, boolean transposeRight) {
        Draw draw = new Draw(ThreefryRandom.of(1, "product"), Draw.Sizing.PRIMES);
        Values values = Values.between(-1, 1);
        OpSample sample = new OpSample(
                List.of(draw.tensor(DType.F32, transposeLeft ? Shape.of(k, m) : Shape.of(m, k), values),
                        draw.tensor(DType.F32, transposeRight ? Shape.of(n, k) : Shape.of(k, n), values)),
                tensors -> new Tensor(tensors.get(0).emitter().dot(tensors.get(0).node(), transposeLeft,
                        tensors.get(1).node(), transposeRight), tensors.get(0).emitter()), List::getFirst);
        compare(sample.graph(), sample.inputs(), sample.absoluteInputs(), new Tolerance.OfAbsolutes());
    }

    @TestFactory
    Stream<DynamicTest> infinities_and_nan_go_where_the_reference_puts_them() {
        double[] special = {0, -0.0, 1, -1, 0.5, -0.5, 2, 1e-30, -1e-30, 1e30, -1e30, 100, -100, 17.5, -17.5,
            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, Float.MIN_VALUE, Float.MAX_VALUE};
        Map<String, UnaryOperator<Tensor>> functions = new LinkedHashMap<>();
        functions.put("negate", Tensor::negate);
        functions.put("absolute", Tensor::abs);
        functions.put("sign", Tensor::sign);
        functions.put("floor", Tensor::floor);
        functions.put("exp", Tensor::exp);
        functions.put("expm1", Tensor::expm1);
        functions.put("log", Tensor::log);
        functions.put("log1p", Tensor::log1p);
        functions.put("sqrt", Tensor::sqrt);
        functions.put("tanh", Tensor::tanh);
        functions.put("logistic", Tensor::sigmoid);
        functions.put("erf", Tensor::erf);
        functions.put("to i32", x -> x.cast(DType.I32));
        functions.put("to bool", x -> x.cast(DType.BOOL));
        functions.put("max", x -> x.maxKeeping(0));
        functions.put("min", x -> x.minKeeping(0));
        functions.put("maximum", x -> x.expandDims(1).maximum(x));
        functions.put("minimum", x -> x.expandDims(1).minimum(x));
        functions.put("power", x -> x.expandDims(1).power(x));
        functions.put("divide", x -> x.expandDims(1).over(x));
        functions.put("less", x -> x.expandDims(1).lessThan(x));
        functions.put("equal", x -> x.expandDims(1).equalTo(x));
        functions.put("not-equal", x -> x.expandDims(1).notEqualTo(x));
        return functions.entrySet().stream().map(function -> DynamicTest.dynamicTest(function.getKey(), () -> {
            Graph graph = Trace.of(List.of(TensorType.of(DType.F32, special.length)),
                    tensors -> List.of(function.getValue().apply(tensors.getFirst())));
            HostTensor x = HostTensor.of(TensorType.of(DType.F32, special.length), special);
            // below the smallest normal number a backend may round as it likes
            compare(graph, Map.of("x0", x), Map.of(), new Tolerance.Near(1e-6, Float.MIN_NORMAL));
        }));
    }

    // ---- steps

    @Test
    void what_is_replaced_in_place_is_read_before() {
        Emitter emitter = new Emitter();
        TensorType type = TensorType.of(DType.F32, 3, 5);
        Tensor a = new Tensor(emitter.input("a", type), emitter);
        Tensor b = new Tensor(emitter.input("b", type), emitter);
        // each takes the other's place, and a third reads both as they were
        emitter.output("a'", b.node());
        emitter.output("b'", a.plus(1).node());
        emitter.output("sum", a.plus(b.times(10)).node());
        emitter.alias("a", "a'");
        emitter.alias("b", "b'");
        try (BackendRun run = new BackendRun(backend(), emitter.graph(), 2)) {
            run.write("a", filled(type, 1));
            run.write("b", filled(type, 2));
            run.step();
            run.step();
            assertEquals(filled(type, 2), run.read("a'"));
            assertEquals(filled(type, 3), run.read("b'"));
            assertEquals(filled(type, 2 + 20), run.read("sum"));
        }
    }

    @Test
    void scalars_are_given_anew_at_each_run() {
        Emitter emitter = new Emitter();
        Tensor sum = new Tensor(emitter.input("sum", TensorType.of(DType.F32, 4)), emitter);
        Tensor rate = new Tensor(emitter.input("rate", TensorType.of(DType.F32)), emitter);
        Tensor step = new Tensor(emitter.input("step", TensorType.of(DType.I32)), emitter);
        emitter.output("sum'", sum.plus(rate.times(step.cast(DType.F32))).node());
        emitter.alias("sum", "sum'");
        try (BackendRun run = new BackendRun(backend(), emitter.graph(), 2, "step", "rate")) {
            run.step(3, 0.5);
            run.step(-2, 4);
            assertEquals(filled(TensorType.of(DType.F32, 4), 1.5 - 8), run.read("sum'"));
        }
    }

    @Test
    void a_program_serves_several_sets_of_buffers() {
        TensorType type = TensorType.of(DType.F32, 6);
        Graph graph = Trace.of(List.of(type), tensors -> List.of(tensors.getFirst().times(3)));
        try (Session session = session(Long.MAX_VALUE)) {
            Program program = session.compile(new Compiler(backend()).lower(graph));
            List<Buffer> inputs = List.of(session.allocate(type), session.allocate(type));
            List<Buffer> outputs = List.of(session.allocate(type), session.allocate(type));
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                inputs.get(i).write(filled(type, i + 1));
                steps.add(program.bind(Map.of("x0", inputs.get(i), "y0", outputs.get(i)), List.of()));
            }
            steps.reversed().forEach(step -> step.run(new double[0]));
            assertEquals(filled(type, 3), outputs.get(0).read());
            assertEquals(filled(type, 6), outputs.get(1).read());
        }
    }

    @Test
    void a_measured_run_gives_the_same_bits_and_names_nodes_of_its_graph() {
        TensorType type = TensorType.of(DType.F32, 8, 8);
        Graph graph = new Compiler(backend()).lower(Trace.of(List.of(type), tensors -> {
            Tensor x = tensors.getFirst();
            return List.of(x.matmul(x).tanh().plus(x).sum());
        }));
        try (Session session = session(Long.MAX_VALUE)) {
            Buffer input = session.allocate(type);
            input.write(filled(type, 0.01));
            Buffer output = session.allocate(graph.output("y0").type());
            Step step = session.compile(graph).bind(Map.of("x0", input, "y0", output), List.of());
            step.run(new double[0]);
            HostTensor expected = output.read();
            output.write(HostTensor.zeros(output.type()));
            List<KernelTime> times = step.measure(new double[0]);
            assertEquals(expected, output.read());
            for (KernelTime time : times) {
                assertTrue(graph.nodes().contains(time.node()), () -> time + " is of no node of the graph");
                assertTrue(time.calls() >= 1 && time.nanoseconds() >= 0, time::toString);
            }
        }
    }

    @Test
    void training_goes_as_it_does_on_the_reference() {
        Graph graph = TrainingStep.graph();
        Map<String, HostTensor> values = TrainingStep.values();
        try (BackendRun run = new BackendRun(backend(), graph, 2)) {
            values.forEach(run::write);
            for (int step = 0; step < 30; step++) {
                Map<String, HostTensor> expected = Interpreter.run(graph, values);
                run.step();
                graph.aliases().forEach((input, output) -> values.put(input, expected.get(output)));
                assertEquals(expected.get("loss").get(0), run.read("loss").get(0), 1e-4, "loss of step " + step);
            }
            assertTrue(run.read("loss").get(0) < 0.5, "the loss fell to " + run.read("loss").get(0));
        }
    }

    @Test
    void the_bits_of_a_run_depend_on_nothing_but_its_inputs() {
        Graph graph = TrainingStep.graph();
        try (BackendRun run = new BackendRun(backend(), graph, 2)) {
            TrainingStep.values().forEach(run::write);
            run.step();
            Map<String, HostTensor> cold = new LinkedHashMap<>();
            graph.outputs().keySet().forEach(name -> cold.put(name, run.read(name)));
            for (int i = 0; i < HOT_RUNS; i++) {
                run.step();
            }
            TrainingStep.values().forEach(run::write);
            run.step();
            cold.forEach((name, values) -> assertEquals(values, run.read(name), name + " of the first run"));
        }
    }

    @Test
    void rows_are_added_in_the_order_of_their_indices_by_any_number_of_threads() {
        Draw draw = new Draw(ThreefryRandom.of(1, "rows"), Draw.Sizing.PRIMES);
        OpSample sample = new OpSample(List.of(draw.tensor(DType.I32, Shape.of(5000), Values.whole(0, 6)),
                draw.tensor(DType.F32, Shape.of(5000, 3), Values.between(-1, 1))),
                tensors -> tensors.get(1).scatterAdd(tensors.get(0), 7), List::getFirst);
        List<HostTensor> results = new ArrayList<>();
        for (int threads : new int[] {1, 4}) {
            try (BackendRun run = new BackendRun(backend(), sample.graph(), threads)) {
                sample.inputs().forEach(run::write);
                run.step();
                results.add(run.read("y0"));
            }
        }
        assertEquals(results.get(0), results.get(1));
    }

    // ---- mistakes

    @Test
    void a_row_that_is_not_there_is_named() {
        Graph gather = Trace.of(List.of(TensorType.of(DType.F32, 4, 2), TensorType.of(DType.I32, 3)),
                tensors -> List.of(tensors.get(0).gather(tensors.get(1))));
        Map<String, HostTensor> inputs = Map.of("x0", HostTensor.zeros(TensorType.of(DType.F32, 4, 2)),
                "x1", HostTensor.of(Shape.of(3), 0, 77, 3));
        assertMessage(() -> BackendRun.once(backend(), gather, 2, inputs), "77");
        Graph scatter = Trace.of(List.of(TensorType.of(DType.F32, 3), TensorType.of(DType.I32, 3)),
                tensors -> List.of(tensors.get(0).scatterAdd(tensors.get(1), 77)));
        Map<String, HostTensor> updates = Map.of("x0", HostTensor.zeros(TensorType.of(DType.F32, 3)),
                "x1", HostTensor.of(Shape.of(3), 0, -5, 76));
        assertMessage(() -> BackendRun.once(backend(), scatter, 2, updates), "-5");
    }

    @Test
    void binding_names_every_buffer_that_is_missing_or_wrong() {
        TensorType type = TensorType.of(DType.F32, 2);
        Graph graph = Trace.of(List.of(type, type, type), tensors -> List.of(
                tensors.get(0).plus(tensors.get(1)).plus(tensors.get(2))));
        try (Session session = session(Long.MAX_VALUE); Session other = session(Long.MAX_VALUE)) {
            Program program = session.compile(new Compiler(backend()).lower(graph));
            Map<String, Buffer> buffers = Map.of("x1", session.allocate(TensorType.of(DType.F32, 3)),
                    "x2", other.allocate(type), "y0", session.allocate(type));
            assertMessage(() -> program.bind(buffers, List.of()), "x0", "x1", "[2]", "[3]", "x2");
        }
    }

    @Test
    void a_buffer_takes_and_gives_only_its_own_type() {
        try (Session session = session(Long.MAX_VALUE)) {
            Buffer buffer = session.allocate(TensorType.of(DType.F32, 2, 3));
            assertMessage(() -> buffer.write(HostTensor.zeros(TensorType.of(DType.F32, 3, 2))), "[2,3]", "[3,2]");
            assertMessage(() -> buffer.read(HostTensor.zeros(TensorType.of(DType.I32, 2, 3))), "f32", "i32");
            assertEquals(HostTensor.zeros(buffer.type()), buffer.read(), "a new buffer holds zeros");
        }
    }

    @Test
    void memory_is_counted_and_limited() {
        TensorType type = TensorType.of(DType.F32, 1000);
        try (Session session = session(10_000)) {
            Buffer first = session.allocate(type);
            session.allocate(type);
            assertTrue(session.memoryUse().bytes() >= 2 * type.bytes(), session.memoryUse()::toString);
            assertThrows(MemoryException.class, () -> session.allocate(type));
            long peak = session.memoryUse().peakBytes();
            first.close();
            first.close();
            assertTrue(session.memoryUse().bytes() < peak, session.memoryUse()::toString);
            assertTrue(session.memoryUse().peakBytes() >= peak, session.memoryUse()::toString);
            session.allocate(type);
        }
    }

    @Test
    void what_is_closed_says_so() {
        Session session = session(Long.MAX_VALUE);
        Buffer buffer = session.allocate(TensorType.of(DType.F32, 2));
        Buffer left = session.allocate(TensorType.of(DType.F32, 2));
        buffer.close();
        assertMessage(buffer::read, "closed");
        session.close();
        session.close();
        assertMessage(() -> session.allocate(TensorType.of(DType.F32, 2)), "closed");
        assertMessage(left::read, "closed");
    }

    @Test
    void it_has_a_name_and_devices_that_open() {
        assertTrue(backend().name().matches("[a-z][a-z0-9-]*"), backend().name());
        List<Device> devices = backend().devices();
        assertEquals(devices.size(), devices.stream().map(Device::name).distinct().count(), devices::toString);
        devices.forEach(device -> backend().open(device, Limits.unlimited()).close());
    }

    // ---- how it is compared

    private Stream<DynamicTest> rows(Consumer<OpRow> test) {
        return OpTable.rows().stream().map(row -> DynamicTest.dynamicTest(row.name(), () -> test.accept(row)));
    }

    private boolean computes(Graph graph) {
        return graph.nodes().stream().flatMap(node -> node.results().stream()).map(TensorType::dtype)
                .allMatch(dtypes()::contains);
    }

    private void compare(Graph graph, Map<String, HostTensor> inputs, Map<String, HostTensor> absolutes,
            Tolerance tolerance) {
        Map<String, HostTensor> expected = Interpreter.run(graph, inputs);
        Map<String, HostTensor> scale = absolutes.isEmpty() ? expected : Interpreter.run(graph, absolutes);
        BackendRun.once(backend(), graph, 2, inputs).forEach((name, actual) -> {
            for (int i = 0; i < actual.elements(); i++) {
                if (!tolerance.holds(actual.get(i), expected.get(name).get(i), scale.get(name).get(i))) {
                    throw new AssertionError("element %d of %s is %s, on the reference %s (%s)%n%s".formatted(i, name,
                            actual.get(i), expected.get(name).get(i), tolerance, graph));
                }
            }
        });
    }

    /** A derivative sums what may cancel: cotangents of about 1, or elements as large as its largest. */
    private void compareToLargest(Graph graph, Map<String, HostTensor> inputs) {
        double largest = Interpreter.run(graph, inputs).values().stream()
                .flatMapToDouble(values -> DoubleStream.of(values.toDoubles())).map(Math::abs).max().orElse(0);
        compare(graph, inputs, Map.of(), new Tolerance.Near(1e-5, 1e-6 + 1e-5 * largest));
    }

    private Session session(long memory) {
        return backend().open(backend().devices().getFirst(), new Limits(2, memory));
    }

    private static HostTensor filled(TensorType type, double value) {
        return HostTensor.of(type, DoubleStream.generate(() -> value).limit(type.shape().elements()).toArray());
    }

    private static void assertMessage(Runnable mistake, String... parts) {
        RuntimeException error = assertThrows(RuntimeException.class, mistake::run);
        assertArrayEquals(parts, Stream.of(parts).filter(part -> String.valueOf(error.getMessage()).contains(part))
                .toArray(), error.getMessage());
    }
}
