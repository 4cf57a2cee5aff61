package org.fascicle.backend.cpu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import org.fascicle.compiler.strip.Stripe;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.tensor.RandomStream;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;

/** Graphs that use every kernel, and sums of the bits that they give; a program, so that other JVMs give them too. */
final class Bits {
    private Bits() {
    }

    /** A graph and its inputs. */
    record Case(Graph graph, List<HostTensor> inputs) {
    }

    /** Prints name and sum of each case, one a line. Takes the number of threads. */
    public static void main(String[] arguments) {
        cases().forEach((name, one) -> System.out.println(name + " "
                + sum(Execution.once(one.graph(), Integer.parseInt(arguments[0]), one.inputs()))));
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
        return cases;
    }

    private static Case of(UnaryOperator<Tensor> function, int rows, int columns) {
        TensorType type = TensorType.of(DType.F32, rows, columns);
        ThreefryRandom random = ThreefryRandom.of(rows, "bits");
        double[] values = new double[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.normal() * Math.scalb(1.0, random.below(8) - 4);
        }
        return new Case(Trace.of(List.of(type), tensors -> List.of(function.apply(tensors.getFirst()))),
                List.of(HostTensor.of(type, values)));
    }

    /** To the past, with its derivative. */
    private static Case attention() {
        Case whole = of(x -> {
            Tensor scores = x.tanh().matmul(x.tanh().swapAxes(0, 1));
            TensorType square = TensorType.of(DType.I32, x.size(0), x.size(0));
            Tensor weights = Tensor.where(x.iota(square, 1).atMost(x.iota(square, 0)), scores, x.scalar(-1e30)).exp();
            return weights.matmul(x).over(weights.sumKeeping(1)).square().sum().gradients(List.of(x)).getFirst();
        }, 45, 3);
        Graph striped = new Stripe(new CpuBackend(), 1, 1).apply(whole.graph());
        if (striped == whole.graph()) {
            throw new IllegalStateException("no strips");
        }
        return new Case(striped, whole.inputs());
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
    static long sum(List<HostTensor> outputs) {
        CRC32 crc = new CRC32();
        for (HostTensor output : outputs) {
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
