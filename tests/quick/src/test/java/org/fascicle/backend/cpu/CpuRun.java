package org.fascicle.backend.cpu;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.backend.Buffer;
import org.fascicle.backend.KernelTime;
import org.fascicle.backend.Limits;
import org.fascicle.backend.Session;
import org.fascicle.backend.Step;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.compiler.Compiler;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Node;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.testkit.Tolerance;

/** A graph on the cpu backend, with buffers of its own. */
final class CpuRun implements AutoCloseable {
    private static final double[] NO_SCALARS = {};
    private final Session session;
    private final Map<String, Buffer> buffers = new LinkedHashMap<>();
    private final Graph graph;
    private final Step step;

    CpuRun(CpuBackend backend, Graph graph, int threads, Map<String, HostTensor> inputs) {
        this.graph = graph;
        session = backend.open(backend.devices().getFirst(), new Limits(threads, Long.MAX_VALUE));
        inputs.forEach((name, values) -> {
            buffers.put(name, session.allocate(values.type()));
            buffers.get(name).write(values);
        });
        graph.outputs().forEach((name, node) -> {
            if (!graph.aliases().containsValue(name)) {
                buffers.put(name, session.allocate(node.type()));
            }
        });
        step = session.compile(new Compiler(backend).lower(graph)).bind(buffers, List.of());
    }

    void step() {
        step.run(NO_SCALARS);
    }

    /** The codes of the kernels of a step. */
    List<String> kernels() {
        return step.measure(NO_SCALARS).stream().map(KernelTime::kernel).toList();
    }

    Map<String, HostTensor> outputs() {
        Map<String, HostTensor> outputs = new LinkedHashMap<>();
        graph.outputs().keySet().forEach(name -> outputs.put(name, buffers.get(place(name)).read()));
        return outputs;
    }

    /** The input that an output takes the place of, or else the output itself. */
    private String place(String output) {
        return graph.aliases().entrySet().stream().filter(alias -> alias.getValue().equals(output))
                .map(Map.Entry::getKey).findFirst().orElse(output);
    }

    @Override
    public void close() {
        session.close();
    }

    /** What a graph gives. */
    static Map<String, HostTensor> once(Graph graph, int threads, Map<String, HostTensor> inputs) {
        try (CpuRun run = new CpuRun(new CpuBackend(), graph, threads, inputs)) {
            run.step();
            return run.outputs();
        }
    }

    /** The same of inputs in their order, with outputs in theirs. */
    static List<HostTensor> once(Graph graph, int threads, List<HostTensor> inputs) {
        return List.copyOf(once(graph, threads, named(graph, inputs)).values());
    }

    /** Inputs by their names. */
    static Map<String, HostTensor> named(Graph graph, List<HostTensor> inputs) {
        Map<String, HostTensor> named = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            named.put(graph.inputs().get(i).op().name(), inputs.get(i));
        }
        return named;
    }

    /** Values between −1 and 1 for each input, or whole numbers from 0 to 2. */
    static Map<String, HostTensor> inputs(Graph graph, long seed) {
        Map<String, HostTensor> inputs = new LinkedHashMap<>();
        for (Node input : graph.inputs()) {
            ThreefryRandom random = ThreefryRandom.of(seed, "inputs").fork(inputs.size());
            HostTensor values = HostTensor.zeros(input.type());
            for (int i = 0; i < values.elements(); i++) {
                values.set(i, input.dtype() == DType.F32 ? random.uniform(-1, 1) : random.below(3));
            }
            inputs.put(input.op().name(), values);
        }
        return inputs;
    }

    /** Throws unless each output is as near to the reference's. */
    static void compare(Graph graph, Map<String, HostTensor> inputs, double tolerance) {
        Tolerance near = new Tolerance.Near(0, tolerance);
        Map<String, HostTensor> expected = Interpreter.run(graph, inputs);
        once(graph, 2, inputs).forEach((name, actual) -> {
            for (int i = 0; i < actual.elements(); i++) {
                if (!near.holds(actual.get(i), expected.get(name).get(i), 0)) {
                    throw new AssertionError("element %d of %s is %s, on the reference %s%n%s".formatted(i, name,
                            actual.get(i), expected.get(name).get(i), graph));
                }
            }
        });
    }
}
