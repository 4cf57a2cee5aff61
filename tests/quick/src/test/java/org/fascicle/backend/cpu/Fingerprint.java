package org.fascicle.backend.cpu;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.op.CumulativeSum;
import org.fascicle.graph.op.Window;
import org.fascicle.graph.op.WindowArgMax;
import org.fascicle.graph.op.WindowMax;
import org.fascicle.graph.op.WindowSum;
import org.fascicle.tensor.Recurrence;
import org.fascicle.tensor.Recurrence.Iteration;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;

/** The bits that some graphs give, a line each: what has to be the same in any process. */
final class Fingerprint {
    private Fingerprint() {
    }

    /** Arguments: threads, and how often each graph runs before its results are taken. */
    public static void main(String[] arguments) {
        lines(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])).forEach(System.out::println);
    }

    static List<String> lines(int threads, int runs) {
        return graphs().entrySet().stream().map(entry -> {
            Graph graph = entry.getValue();
            try (CpuRun run = new CpuRun(new CpuBackend(), graph, threads, CpuRun.inputs(graph, 1))) {
                for (int i = 0; i < runs; i++) {
                    run.step();
                }
                StringBuilder line = new StringBuilder(entry.getKey());
                run.outputs().forEach((name, values) -> line.append(' ').append(name).append('=').append(hash(values)));
                return line.toString();
            }
        }).toList();
    }

    private static int hash(HostTensor values) {
        return values.type().dtype() == DType.F32 ? Arrays.hashCode(values.floats()) : Arrays.hashCode(values.ints());
    }

    private static Map<String, Graph> graphs() {
        Map<String, Graph> graphs = new LinkedHashMap<>();
        graphs.put("wide convolution", ConvolutionTest.graph(square(3, 1, 1), 1, Shape.of(3, 9, 9, 16), 64));
        graphs.put("narrow convolution", ConvolutionTest.graph(square(3, 2, 1), 1, Shape.of(5, 8, 11, 3), 20));
        graphs.put("grouped convolution", ConvolutionTest.graph(square(3, 1, 0), 2, Shape.of(2, 6, 6, 8), 36));
        graphs.put("depthwise convolution", ConvolutionTest.graph(square(3, 1, 1), 37, Shape.of(3, 8, 8, 37), 37));
        graphs.put("windows", windows());
        graphs.put("recurrence", recurrence());
        return graphs;
    }

    private static Window square(int size, int stride, int padding) {
        return new Window(Collections.nCopies(2, size), Collections.nCopies(2, stride), Collections.nCopies(2, padding),
                Collections.nCopies(2, padding), Collections.nCopies(2, 1));
    }

    private static Graph windows() {
        Emitter e = new Emitter();
        Node x = e.input("x", TensorType.of(DType.F32, 3, 10, 9, 21));
        e.output("max", e.emit(new WindowMax(square(3, 2, 1)), x));
        e.output("places", e.emit(new WindowArgMax(square(3, 2, 1)), x));
        e.output("sum", e.emit(new WindowSum(square(3, 2, 1)), x));
        e.output("running sum", e.emit(new CumulativeSum(1, true), x));
        return e.graph();
    }

    private static Graph recurrence() {
        return Trace.of(List.of(TensorType.of(DType.F32, 24, 72), TensorType.of(DType.F32, 9, 24, 72),
                TensorType.of(DType.F32, 72, 72)), x -> {
            Recurrence recurrence = Recurrence.of(List.of(x.get(0)), List.of(x.get(1)), List.of(x.get(2)), false,
                    (carries, elements, captured, place) -> {
                        Tensor next = carries.get(0).matmul(captured.get(0)).times(0.2).plus(elements.get(0)).tanh();
                        return new Iteration(List.of(next), List.of(next));
                    });
            return recurrence.outputs().getFirst().square().sum().gradients(x);
        });
    }
}
