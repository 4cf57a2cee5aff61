package org.fascicle.bench;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fascicle.backend.Backend;
import org.fascicle.backend.Buffer;
import org.fascicle.backend.Device;
import org.fascicle.backend.Limits;
import org.fascicle.backend.Session;
import org.fascicle.backend.Step;
import org.fascicle.compiler.Compiler;
import org.fascicle.compiler.Flops;
import org.fascicle.compiler.Traffic;
import org.fascicle.compiler.step.Profile;
import org.fascicle.compiler.step.StepGraph;
import org.fascicle.compiler.step.Store;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;

/** A case on a device, its data in the device's memory: steps, and nothing between them. */
final class CaseProgram implements AutoCloseable {
    private static final long SEED = 1;
    private final Session session;
    private final Step step;
    private final double[] scalars = new double[StepGraph.SCALARS.size()];
    private final Buffer smallest;
    private final HostTensor read;
    private final long flops;
    private final long bytes;

    CaseProgram(Case measured, Backend backend, Device device, int threads) {
        session = backend.open(device, new Limits(threads, Long.MAX_VALUE));
        StepGraph traced = measured.trace();
        Store store = new Store(session, SEED);
        Map<String, Buffer> buffers = new LinkedHashMap<>();
        traced.variables().forEach(variable -> buffers.put(variable.key(), store.buffer(variable)));
        measured.given().forEach((name, given) -> {
            if (traced.reads(name)) {
                HostTensor values = given.draw(name, measured.batch());
                Buffer buffer = session.allocate(values.type());
                buffer.write(values);
                buffers.put(StepGraph.BATCH + name, buffer);
            }
        });
        traced.read().forEach(name -> buffers.put(name, session.allocate(traced.graph().output(name).type())));
        Graph lowered = new Compiler(backend).lower(traced.graph());
        flops = flops(lowered);
        bytes = Traffic.of(lowered);
        step = session.compile(lowered).bind(buffers, StepGraph.SCALARS);
        smallest = buffers.values().stream().min(Comparator.comparing(each -> each.type().shape().elements()))
                .orElseThrow();
        read = HostTensor.zeros(smallest.type());
        scalars[StepGraph.SCALARS.indexOf("seed-low")] = SEED;
        scalars[StepGraph.SCALARS.indexOf("learning-rate")] = measured.learningRate();
        scalars[StepGraph.SCALARS.indexOf(StepGraph.GRADIENT_SCALE)] = 1;
    }

    /** Those of products and convolutions; of a graph without any, all. */
    private static long flops(Graph graph) {
        long products = Flops.ofProducts(graph);
        return products > 0 ? products : Flops.of(graph);
    }

    /** One step, or the start of one. */
    void run() {
        step.run(scalars);
        scalars[StepGraph.SCALARS.indexOf("step")]++;
    }

    /** One step that is measured operation by operation. */
    void run(String name, Profile profile) {
        profile.run(name, step, scalars);
        scalars[StepGraph.SCALARS.indexOf("step")]++;
    }

    /** Waits until all steps are done. */
    void await() {
        smallest.read(read);
    }

    /** Floating-point operations of a step. */
    long flops() {
        return flops;
    }

    /** Bytes that a step reads and writes at the least. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        session.close();
    }
}
