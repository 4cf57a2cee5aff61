package org.fascicle.backend.cpu;

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

/** A graph, lowered and bound to buffers of its own. */
final class Execution implements AutoCloseable {
    private final Session session;
    private final Graph graph;
    private final Map<String, Buffer> buffers = new LinkedHashMap<>();
    private final Step step;

    Execution(Graph graph, int threads) {
        Backend backend = new CpuBackend();
        this.graph = graph;
        this.session = backend.open(backend.devices().getFirst(), new Limits(threads, Long.MAX_VALUE));
        graph.inputs().forEach(input -> buffers.put(input.op().name(), session.allocate(input.type())));
        graph.outputs().forEach((name, node) -> {
            if (!graph.aliases().containsValue(name)) {
                buffers.put(name, session.allocate(node.type()));
            }
        });
        step = session.compile(new Compiler(backend).lower(graph)).bind(buffers, List.of());
    }

    /** The outputs of one run, in order. */
    static List<HostTensor> once(Graph graph, int threads, List<HostTensor> inputs) {
        try (Execution execution = new Execution(graph, threads)) {
            execution.write(inputs);
            execution.run();
            return execution.outputs();
        }
    }

    void write(List<HostTensor> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            buffers.get(graph.inputs().get(i).op().name()).write(inputs.get(i));
        }
    }

    void run() {
        step.run(new double[0]);
    }

    List<HostTensor> outputs() {
        return graph.outputs().keySet().stream().map(name -> buffers.get(graph.aliases().entrySet().stream()
                .filter(alias -> alias.getValue().equals(name)).map(Map.Entry::getKey).findFirst().orElse(name)).read())
                .toList();
    }

    @Override
    public void close() {
        session.close();
    }
}
