package org.fascicle.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.backend.Backend;
import org.fascicle.backend.Buffer;
import org.fascicle.backend.Limits;
import org.fascicle.backend.Session;
import org.fascicle.backend.Step;
import org.fascicle.compiler.Compiler;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Node;

/** A graph on a backend, with buffers of its own: lowered, compiled and bound. */
final class BackendRun implements AutoCloseable {
    private final Session session;
    private final Graph graph;
    private final Map<String, Buffer> buffers = new LinkedHashMap<>();
    private final Step step;

    BackendRun(Backend backend, Graph graph, int threads, String... scalars) {
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

    /** One run of a graph without scalars. */
    static Map<String, HostTensor> once(Backend backend, Graph graph, Map<String, HostTensor> inputs) {
        try (BackendRun run = new BackendRun(backend, graph, 2)) {
            inputs.forEach(run::write);
            run.step();
            Map<String, HostTensor> outputs = new LinkedHashMap<>();
            graph.outputs().keySet().forEach(name -> outputs.put(name, run.read(name)));
            return outputs;
        }
    }

    void write(String name, HostTensor values) {
        buffers.get(name).write(values);
    }

    void step(double... scalars) {
        step.run(scalars);
    }

    /** A buffer by the name of its input or output; what replaces an input is read from there. */
    HostTensor read(String name) {
        String holder = graph.aliases().entrySet().stream().filter(alias -> alias.getValue().equals(name))
                .map(Map.Entry::getKey).findFirst().orElse(name);
        return buffers.get(holder).read();
    }

    @Override
    public void close() {
        session.close();
    }
}
