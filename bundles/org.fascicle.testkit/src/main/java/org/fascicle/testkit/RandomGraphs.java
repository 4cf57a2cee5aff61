package org.fascicle.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.graph.DType;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;

/**
 * Graphs of some thirty operations in random order, for what no single operation shows: values that are read several
 * times, chains that are fused, views of views. No value grows, so that rounding does not either.
 */
final class RandomGraphs {
    private static final int OPERATIONS = 30;

    private RandomGraphs() {
    }

    /** The graph of a number. */
    static Graph graph(long number) {
        ThreefryRandom random = ThreefryRandom.of(number, "random graph");
        int rows = 1 + random.below(9);
        int columns = 1 + random.below(40);
        return Trace.of(List.of(TensorType.of(DType.F32, rows, columns), TensorType.of(DType.F32, columns),
                TensorType.of(DType.F32, rows, 1)), tensors -> outputs(new ArrayList<>(tensors), random)).verify();
    }

    /** Values for its inputs. */
    static Map<String, HostTensor> inputs(Graph graph, long number) {
        ThreefryRandom random = ThreefryRandom.of(number, "inputs of a random graph");
        Map<String, HostTensor> inputs = new LinkedHashMap<>();
        graph.inputs().forEach(input -> inputs.put(input.op().name(), HostTensor.of(input.type(),
                Values.between(-1, 1).draw(input.shape().elements(), random))));
        return inputs;
    }

    private static List<Tensor> outputs(List<Tensor> pool, ThreefryRandom random) {
        for (int i = 0; i < OPERATIONS; i++) {
            Tensor x = pool.get(random.below(pool.size()));
            pool.add(next(x, partner(x, pool, random), random));
        }
        List<Tensor> outputs = new ArrayList<>(pool.subList(pool.size() - 4, pool.size()));
        outputs.add(outputs.getFirst().abs().plus(1).log().sum());
        return outputs;
    }

    /** Another tensor that broadcasts against the first. */
    private static Tensor partner(Tensor x, List<Tensor> pool, ThreefryRandom random) {
        List<Tensor> fitting = pool.stream().filter(other -> fits(x.shape(), other.shape())).toList();
        return fitting.get(random.below(fitting.size()));
    }

    private static boolean fits(Shape one, Shape other) {
        boolean fits = true;
        for (int back = 1; back <= Math.min(one.rank(), other.rank()); back++) {
            int a = one.size(-back);
            int b = other.size(-back);
            fits = fits && (a == b || a == 1 || b == 1);
        }
        return fits;
    }

    private static Tensor next(Tensor x, Tensor y, ThreefryRandom random) {
        return switch (random.below(18)) {
            case 0 -> x.plus(y).times(0.5);
            case 1 -> x.minus(y).times(0.5);
            case 2 -> x.times(y);
            case 3 -> x.over(y.square().plus(1));
            case 4 -> x.maximum(y);
            case 5 -> x.tanh();
            case 6 -> x.sigmoid();
            case 7 -> x.sin();
            case 8 -> x.negate().exp().plus(1).reciprocal();
            case 9 -> Tensor.where(x.lessThan(y), x.times(0.5), y);
            case 10 -> x.rank() == 0 ? x : x.meanKeeping(-1);
            case 11 -> x.rank() == 0 ? x : x.maxKeeping(0);
            case 12 -> x.rank() < 2 ? x : x.swapAxes(0, 1).square().swapAxes(0, 1);
            case 13 -> x.rank() < 2 ? x : x.matmul(x.swapAxes(0, 1)).tanh().meanKeeping(1).plus(x).times(0.5);
            case 14 -> x.rank() == 0 ? x : x.softmax(-1);
            case 15 -> x.rank() == 0 || x.size(-1) < 2 ? x
                    : Tensor.concatenate(-1 + x.rank(), List.of(x.slice(-1, 1, x.size(-1)), x.slice(-1, 0, 1)));
            case 16 -> x.rank() == 0 ? x : x.pad(-1, 1, 0, 0.25).slice(-1, 0, x.size(-1)).plus(x).times(0.5);
            default -> x.greaterThan(0).cast(DType.F32).plus(y).times(0.5);
        };
    }
}
