package org.fascicle.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.backend.Buffer;
import org.fascicle.backend.Limits;
import org.fascicle.backend.Session;
import org.fascicle.backend.Step;
import org.fascicle.backend.cpu.CpuBackend;
import org.fascicle.compiler.Compiler;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.ThreefryRandom;

/** A graph on the CPU, bound to buffers with values between -1 and 1 (floats) or 0 to 9 (others). */
final class Bound implements AutoCloseable {
    private static final double[] NO_SCALARS = {};
    private final Session session;
    private final Step step;

    Bound(Graph graph, int threads) {
        CpuBackend backend = new CpuBackend();
        session = backend.open(backend.devices().getFirst(), new Limits(threads, Long.MAX_VALUE));
        ThreefryRandom random = ThreefryRandom.of(1, "values");
        Map<String, Buffer> buffers = new LinkedHashMap<>();
        graph.inputs().forEach(input -> {
            HostTensor values = HostTensor.zeros(input.type());
            for (int i = 0; i < values.elements(); i++) {
                values.set(i, input.dtype() == DType.F32 ? random.uniform(-1, 1) : random.below(10));
            }
            Buffer buffer = session.allocate(input.type());
            buffer.write(values);
            buffers.put(input.op().name(), buffer);
        });
        graph.outputs().forEach((name, node) -> buffers.put(name, session.allocate(node.type())));
        step = session.compile(new Compiler(backend).lower(graph)).bind(buffers, List.of());
    }

    void run() {
        step.run(NO_SCALARS);
    }

    @Override
    public void close() {
        session.close();
    }
}
