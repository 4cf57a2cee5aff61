package org.fascicle.backend.cpu;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Node;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.testkit.BackendRun;
import org.fascicle.testkit.Tolerance;

/** Graphs on the cpu backend, beside the reference. */
public final class CpuRun {
    private CpuRun() {
    }

    /** A graph that is given its inputs. */
    static BackendRun of(Graph graph, int threads, Map<String, HostTensor> inputs) {
        BackendRun run = new BackendRun(new CpuBackend(), graph, threads);
        inputs.forEach(run::write);
        return run;
    }

    /** What a graph gives. */
    static Map<String, HostTensor> once(Graph graph, int threads, Map<String, HostTensor> inputs) {
        return BackendRun.once(new CpuBackend(), graph, threads, inputs);
    }

    /** The same of inputs in their order, with outputs in theirs. */
    static List<HostTensor> once(Graph graph, int threads, List<HostTensor> inputs) {
        return List.copyOf(once(graph, threads, BackendRun.named(graph, inputs)).values());
    }

    /** Values between −1 and 1 for each input, or whole numbers from 0 to 2, or truths. */
    public static Map<String, HostTensor> inputs(Graph graph, long seed) {
        Map<String, HostTensor> inputs = new LinkedHashMap<>();
        for (Node input : graph.inputs()) {
            ThreefryRandom random = ThreefryRandom.of(seed, "inputs").fork(inputs.size());
            int count = input.dtype() == DType.BOOL ? 2 : 3;
            HostTensor values = HostTensor.zeros(input.type());
            for (int i = 0; i < values.elements(); i++) {
                values.set(i, input.dtype() == DType.F32 ? random.uniform(-1, 1) : random.below(count));
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
