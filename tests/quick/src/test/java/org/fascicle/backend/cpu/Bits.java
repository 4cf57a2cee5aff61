package org.fascicle.backend.cpu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import org.fascicle.compiler.strip.Stripe;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.graph.op.CumulativeSum;
import org.fascicle.graph.op.Window;
import org.fascicle.graph.op.WindowArgMax;
import org.fascicle.graph.op.WindowMax;
import org.fascicle.graph.op.WindowSum;
import org.fascicle.tensor.RandomStream;
import org.fascicle.tensor.Recurrence;
import org.fascicle.tensor.Recurrence.Iteration;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.fascicle.testkit.BackendRun;

/** Graphs that use every kernel, and sums of the bits that they give; a program, so that other JVMs give them too. */
final class Bits {
    private Bits() {
    }

    /**
     * A graph and its inputs.
     *
     * @param hotRuns runs after which the JIT has compiled what there is to compile
     */
    record Case(Graph graph, Map<String, HostTensor> inputs, int hotRuns) {
        Case(Graph graph, Map<String, HostTensor> inputs) {
            this(graph, inputs, 3000);
        }
    }

    /** Prints name and sum of each case, one a line. */
    public static void main(String[] arguments) {
        lines(1).forEach(System.out::println);
    }

    /** Name and sum of each case, computed by some threads. */
    static List<String> lines(int threads) {
        return cases().entrySet().stream().map(one -> one.getKey() + " "
                + sum(CpuRun.once(one.getValue().graph(), threads, one.getValue().inputs()))).toList();
    }

    static Map<String, Case> cases() {
        Map<String, Case> cases = new LinkedHashMap<>();
        Map<String, UnaryOperator<Tensor>> functions = new LinkedHashMap<>();
        functions.put("exp", Tensor::exp);
        functions.put("expm1", Tensor::expm1);
        functions.put("log", x -> x.abs().log());
        functions.put("log1p", x -> x.abs().log1p());
        functions.put("tanh", Tensor::tanh);
        functions.put("logistic", Tensor::sigmoid);
        functions.put("erf", Tensor::erf);
        functions.put("sin", Tensor::sin);
        functions.put("cos", Tensor::cos);
        functions.put("power", x -> x.abs().power(x.times(0.3)));
        functions.put("floor, sign, root", x -> x.floor().plus(x.sign()).plus(x.abs().sqrt()));
        functions.put("truth", x -> Tensor.where(x.greaterThan(1).or(x.lessThan(-1)), x.square(), x.over(3)));
        functions.put("truth in memory", x -> x.greaterThan(0).swapAxes(0, 1).cast(DType.F32));
        functions.put("integers", x -> x.cast(DType.I32).times(x.cast(DType.I32)).shiftRight(3).cast(DType.F32));
        functions.put("bytes", x -> x.cast(DType.U8).cast(DType.F32).minus(x.cast(DType.U8).cast(DType.I32)
                .cast(DType.F32)));
        functions.put("broadcasts", x -> x.plus(x.slice(0, 1, 2)).times(x.slice(1, 2, 3)).minus(x.maxKeeping(0, 1)));
        functions.put("sum of rows", x -> x.sumKeeping(1));
        functions.put("sum of columns", x -> x.sumKeeping(0));
        functions.put("sum of all", Tensor::sum);
        functions.put("largest, smallest", x -> x.maxKeeping(1).minus(x.minKeeping(0)));
        functions.put("softmax", x -> x.logSoftmax(1).exp());
        functions.put("movement", x -> Tensor.concatenate(0, List.of(
                x.swapAxes(0, 1).pad(1, 2, 1, 0.5).slice(1, 0, 6, 2), x.swapAxes(0, 1).slice(1, 0, 3))));
        functions.put("product", x -> x.matmul(x.swapAxes(0, 1)));
        functions.put("product the other way", x -> x.swapAxes(0, 1).matmul(x));
        functions.put("products", x -> x.reshape(1, x.size(0), x.size(1)).matmul(x.swapAxes(0, 1).reshape(1, x.size(1),
                x.size(0))));
        functions.put("rows by number", x -> x.gather(rows(x)).scatterAdd(rows(x), x.size(0)));
        functions.put("random", Bits::random);
        functions.put("derivative", x -> x.matmul(x.swapAxes(0, 1)).tanh().logSoftmax(1).square().mean()
                .gradients(List.of(x)).getFirst());
        functions.forEach((name, function) -> {
            cases.put(name, of(function, 3, 37));
            cases.put(name + ", taller", of(function, 67, 5));
        });
        cases.put("attention in strips", attention());
        cases.put("long sum", of(Tensor::sum, 9, 1001));
        cases.put("tall sum", of(x -> x.sumKeeping(0), 600, 3));
        cases.put("wide convolution", of(ConvolutionTest.graph(square(3, 1, 1), 1, Shape.of(3, 9, 9, 16), 64)));
        cases.put("narrow convolution", of(ConvolutionTest.graph(square(3, 2, 1), 1, Shape.of(5, 8, 11, 3), 20)));
        cases.put("grouped convolution", of(ConvolutionTest.graph(square(3, 1, 0), 2, Shape.of(2, 6, 6, 8), 36)));
        cases.put("depthwise convolution", of(ConvolutionTest.graph(square(3, 1, 1), 37, Shape.of(3, 8, 8, 37), 37)));
        cases.put("windows", of(windows()));
        cases.put("recurrence", of(recurrence()));
        return cases;
    }

    private static Case of(UnaryOperator<Tensor> function, int rows, int columns) {
        TensorType type = TensorType.of(DType.F32, rows, columns);
        ThreefryRandom random = ThreefryRandom.of(rows, "bits");
        double[] values = new double[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.normal() * Math.scalb(1.0, random.below(8) - 4);
        }
        Graph graph = Trace.of(List.of(type), tensors -> List.of(function.apply(tensors.getFirst())));
        return new Case(graph, BackendRun.named(graph, List.of(HostTensor.of(type, values))));
    }

    private static Case of(Graph graph) {
        return new Case(graph, CpuRun.inputs(graph, 1), 400);
    }

    /** To the past, with its derivative. */
    private static Case attention() {
        Case whole = of(x -> {
            Tensor scores = x.tanh().matmul(x.tanh().swapAxes(0, 1));
            TensorType square = TensorType.of(DType.I32, x.size(0), x.size(0));
            Tensor weights = Tensor.where(x.iota(square, 1).atMost(x.iota(square, 0)), scores, x.scalar(-1e30)).exp();
            return weights.matmul(x).over(weights.sumKeeping(1)).square().sum().gradients(List.of(x)).getFirst();
        }, 45, 3);
        Graph striped = new Stripe(new CpuBackend(), 1, 1, 8).apply(whole.graph());
        if (striped == whole.graph()) {
            throw new IllegalStateException("no strips");
        }
        return new Case(striped, whole.inputs());
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

    private static Tensor rows(Tensor x) {
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            numbers.add((double) (i * i % x.size(0)));
        }
        return x.constant(TensorType.of(DType.I32, 11), numbers);
    }

    private static Tensor random(Tensor x) {
        Tensor key = x.constant(TensorType.of(DType.I32, 2), List.of(7.0, -3.0));
        Tensor step = x.constant(new TensorType(DType.I32, Shape.SCALAR), 5);
        return new RandomStream(key, step).normal(x.type()).plus(x);
    }

    /** One number for all bits; any NaN counts as the same. */
    static long sum(Map<String, HostTensor> outputs) {
        CRC32 crc = new CRC32();
        for (HostTensor output : outputs.values()) {
            for (int i = 0; i < output.elements(); i++) {
                int bits = Float.floatToIntBits((float) output.get(i));
                for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                    crc.update(bits >>> shift);
                }
            }
        }
        return crc.getValue();
    }
}
