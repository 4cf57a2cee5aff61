package org.fascicle.backend.reference;

import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.ArgReduce;
import org.fascicle.graph.op.ArgSort;
import org.fascicle.graph.op.Cumulative;
import org.fascicle.graph.op.CumulativeProduct;
import org.fascicle.graph.op.CumulativeSum;
import org.fascicle.graph.op.Ordering;

/** Works along one axis: on the line of elements that differ in their place there alone. */
final class Lines {
    private Lines() {
    }

    static double[] apply(Cumulative op, Node node, double[] operand) {
        double[] result = operand.clone();
        boolean floating = node.dtype().isFloating();
        each(node.shape(), op.axis(), line -> {
            boolean fromEnd = op instanceof CumulativeSum sum && sum.fromEnd();
            for (int i = 1; i < line.length; i++) {
                int place = line[fromEnd ? line.length - 1 - i : i];
                double before = result[line[fromEnd ? line.length - i : i - 1]];
                result[place] = switch (op) {
                    case CumulativeSum _ -> floating ? before + result[place] : (int) before + (int) result[place];
                    case CumulativeProduct _ -> floating ? before * result[place] : (int) before * (int) result[place];
                };
            }
        });
        return result;
    }

    static double[] apply(Ordering op, Node node, double[] operand) {
        double[] result = new double[node.shape().elements()];
        Shape from = node.operand(0).shape();
        each(from, op.axis(), line -> {
            switch (op) {
                case ArgReduce(int axis, boolean largest) -> {
                    int[] first = Coordinates.of(line[0], from);
                    first[axis] = 0;
                    result[Coordinates.number(first, node.shape())] = best(line, operand, largest);
                }
                case ArgSort(int _, boolean descending) -> {
                    Comparator<Integer> order = Comparator.comparingDouble(i -> operand[line[i]] + 0.0);
                    int[] sorted = IntStream.range(0, line.length).boxed()
                            .sorted(descending ? order.reversed() : order).mapToInt(Integer::intValue).toArray();
                    for (int i = 0; i < line.length; i++) {
                        result[line[i]] = sorted[i];
                    }
                }
            }
        });
        return result;
    }

    private static int best(int[] line, double[] values, boolean largest) {
        int best = 0;
        for (int i = 1; i < line.length; i++) {
            double value = values[line[i]];
            double least = values[line[best]];
            if (!Double.isNaN(least) && (Double.isNaN(value) || (largest ? value > least : value < least))) {
                best = i;
            }
        }
        return best;
    }

    /** The numbers of the elements of each line along an axis. */
    private static void each(Shape shape, int axis, Consumer<int[]> work) {
        int stride = shape.strides()[axis];
        for (int i = 0; i < shape.elements(); i++) {
            if (Coordinates.of(i, shape)[axis] == 0) {
                int first = i;
                work.accept(IntStream.range(0, shape.size(axis)).map(place -> first + place * stride).toArray());
            }
        }
    }
}
