package org.fascicle.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.backend.Backend;
import org.fascicle.backend.Buffer;
import org.fascicle.backend.KernelTime;
import org.fascicle.backend.Limits;
import org.fascicle.backend.Session;
import org.fascicle.backend.Step;
import org.fascicle.compiler.Compiler;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Node;

/** A graph on a backend, with buffers of its own: lowered, compiled and bound. */
public final class BackendRun implements AutoCloseable {
    private static final double[] NO_SCALARS = {};
    private final Session session;
    private final Graph graph;
    private final Map<String, Buffer> buffers = new LinkedHashMap<>();
    private final Step step;

    /**
     * A graph on the first device of a backend.
     *
     * @param threads threads that it may use
     * @param scalars the inputs that each step is given as numbers
     */
    public BackendRun(Backend backend, Graph graph, int threads, String... scalars) {
        this.graph = graph;
        this.session = backend.open(backend.devices().getFirst(), new Limits(threads, Long.MAX_VALUE));
        for (Node input : graph.inputs()) {
            if (!List.of(scalars).contains(input.op().name())) {
                buffers.put(input.op().name(), session.allocate(input.type()));
            }
        }
        graph.outputs().forEach((name, node) -> {
            if (!graph.aliases().containsValue(name)) {
                buffers.put(name, session.allocate(node.type()));
            }
        });
        this.step = session.compile(new Compiler(backend).lower(graph)).bind(buffers, List.of(scalars));
    }

    /** The outputs of one step of a graph without scalars. */
    public static Map<String, HostTensor> once(Backend backend, Graph graph, int threads,
            Map<String, HostTensor> inputs) {
        try (BackendRun run = new BackendRun(backend, graph, threads)) {
            inputs.forEach(run::write);
            run.step();
            return run.outputs();
        }
    }

    /** Values for the inputs of a graph, in their order, by their names. */
    public static Map<String, HostTensor> named(Graph graph, List<HostTensor> inputs) {
        Map<String, HostTensor> named = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            named.put(graph.inputs().get(i).op().name(), inputs.get(i));
        }
        return named;
    }

    /** Gives an input, by its name. */
    public void write(String name, HostTensor values) {
        buffers.get(name).write(values);
    }

    /** A step of a graph without scalars; nothing is allocated for it here. */
    public void step() {
        step.run(NO_SCALARS);
    }

    /** A step. */
    public void step(double... scalars) {
        step.run(scalars);
    }

    /** The codes of the kernels of a step without scalars, which this does. */
    public List<String> kernels() {
        return step.measure(NO_SCALARS).stream().map(KernelTime::kernel).toList();
    }

    /** A buffer by the name of its input or output; what replaces an input is read from there. */
    public HostTensor read(String name) {
        String holder = graph.aliases().entrySet().stream().filter(alias -> alias.getValue().equals(name))
                .map(Map.Entry::getKey).findFirst().orElse(name);
        return buffers.get(holder).read();
    }

    /** All outputs, in their order. */
    public Map<String, HostTensor> outputs() {
        Map<String, HostTensor> outputs = new LinkedHashMap<>();
        graph.outputs().keySet().forEach(name -> outputs.put(name, read(name)));
        return outputs;
    }

    @Override
    public void close() {
        session.close();
    }
}
