package org.fascicle.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.UnaryOperator;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.CumulativeSum;
import org.fascicle.tensor.Tensor;

/** Along one axis: order, places, and folds of all that came before. Expected: what a line of numbers gives alone. */
final class OrderingRows {
    private static final Set<DType> NUMBERS = Set.of(DType.F32, DType.F64, DType.I32);
    private static final Set<DType> WHOLE = Set.of(DType.I32);
    /** Products of some hundred factors: the roundings of each are in the last. */
    private static final Tolerance FACTORS = new Tolerance.Near(2e-4, 0);

    private OrderingRows() {
    }

    static List<OpRow> all() {
        Values few = Values.whole(-2, 2);
        return List.of(
                places("arg-sort", false), places("arg-sort, descending", true),
                sort("sort", false), sort("sort, descending", true),
                new OpRow("take along an axis", NUMBERS, true, UnaryRows.EXACT, OrderingRows::takeAlong),
                line("argmax i32", WHOLE, false, UnaryRows.EXACT, few, true,
                        (x, axis) -> x.argmax(axis).expandDims(axis).broadcastTo(x.shape()), row -> extreme(row, 1)),
                line("argmin i32", WHOLE, false, UnaryRows.EXACT, few, true,
                        (x, axis) -> x.argmin(axis).expandDims(axis).broadcastTo(x.shape()), row -> extreme(row, -1)),
                line("cumulative-sum", UnaryRows.FLOATS, true, new Tolerance.OfAbsolutes(), Values.between(-2, 2),
                        false, Tensor::cumulativeSum, row -> fold(row, Double::sum)),
                line("cumulative-sum from the end", UnaryRows.FLOATS, true, new Tolerance.OfAbsolutes(),
                        Values.between(-2, 2), false, OrderingRows::fromEnd,
                        row -> turned(fold(turned(row), Double::sum))),
                line("cumulative-sum i32", WHOLE, false, UnaryRows.EXACT, Values.bits(), false, Tensor::cumulativeSum,
                        row -> fold(row, (a, b) -> (int) (long) (a + b))),
                line("cumulative-product", UnaryRows.FLOATS, true, FACTORS, Values.awayFromZero(0.95, 1.05), false,
                        Tensor::cumulativeProduct, row -> fold(row, (a, b) -> a * b)),
                line("cumulative-product with zeros", UnaryRows.FLOATS, true, FACTORS, Values.whole(-1, 1), false,
                        Tensor::cumulativeProduct, row -> fold(row, (a, b) -> a * b)),
                line("cumulative-product i32", WHOLE, false, UnaryRows.EXACT, Values.whole(-9, 9), false,
                        Tensor::cumulativeProduct, row -> fold(row, (a, b) -> (int) ((long) a * (long) b))));
    }

    /** A function along an axis that keeps the shape. */
    private interface AlongAxis {
        Tensor apply(Tensor x, int axis);
    }

    private static OpRow line(String name, Set<DType> dtypes, boolean differentiable, Tolerance tolerance,
            Values values, boolean someElements, AlongAxis function, UnaryOperator<double[]> expected) {
        return new OpRow(name, dtypes, differentiable, tolerance, (draw, dtype) -> {
            Shape drawn = draw.shape(1, 3);
            int axis = draw.axis(drawn);
            Shape shape = someElements ? drawn.with(axis, Math.max(1, drawn.size(axis))) : drawn;
            return new OpSample(List.of(draw.tensor(dtype, shape, values)),
                    tensors -> function.apply(tensors.getFirst(), axis),
                    operands -> alongLines(operands.getFirst(), shape, axis, expected));
        });
    }

    private static OpRow places(String name, boolean descending) {
        return line(name, NUMBERS, false, UnaryRows.EXACT, Values.whole(-3, 3), false,
                (x, axis) -> x.argsort(axis, descending), row -> order(row, descending));
    }

    private static OpRow sort(String name, boolean descending) {
        return line(name, NUMBERS, true, UnaryRows.EXACT, Values.distinct(), false,
                (x, axis) -> x.sort(axis, descending), row -> {
                    double[] order = order(row, descending);
                    double[] sorted = new double[row.length];
                    for (int i = 0; i < sorted.length; i++) {
                        sorted[i] = row[(int) order[i]];
                    }
                    return sorted;
                });
    }

    private static OpSample takeAlong(Draw draw, DType dtype) {
        Shape shape = draw.shape(1, 3);
        int axis = draw.axis(shape);
        int count = shape.size(axis) == 0 ? 0 : draw.size();
        Shape taken = shape.with(axis, Math.min(count, 8));
        Values numbers = Values.whole(0, Math.max(0, shape.size(axis) - 1));
        return new OpSample(List.of(draw.tensor(dtype, shape, MovementRows.values(dtype)),
                draw.tensor(DType.I32, taken, numbers)), tensors -> tensors.get(0).takeAlong(tensors.get(1), axis),
                operands -> Places.fill(taken, place -> {
                    int[] source = place.clone();
                    source[axis] = (int) Places.at(operands.get(1), taken, place);
                    return Places.at(operands.get(0), shape, source);
                }));
    }

    private static Tensor fromEnd(Tensor x, int axis) {
        return WindowRows.emit(new CumulativeSum(axis, true), List.of(x));
    }

    /** Each element goes behind all that come before it in the order, and equals that came before it. */
    private static double[] order(double[] row, boolean descending) {
        double[] places = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            int before = 0;
            for (int j = 0; j < row.length; j++) {
                boolean ahead = descending ? row[j] > row[i] : row[j] < row[i];
                before += ahead || row[j] == row[i] && j < i ? 1 : 0;
            }
            places[before] = i;
        }
        return places;
    }

    private static double[] extreme(double[] row, int sign) {
        int best = 0;
        for (int i = 0; i < row.length; i++) {
            best = sign * row[i] > sign * row[best] ? i : best;
        }
        double[] everywhere = new double[row.length];
        Arrays.fill(everywhere, best);
        return everywhere;
    }

    private static double[] fold(double[] row, DoubleBinaryOperator fold) {
        double[] folded = row.clone();
        for (int i = 1; i < folded.length; i++) {
            folded[i] = fold.applyAsDouble(folded[i - 1], row[i]);
        }
        return folded;
    }

    private static double[] turned(double[] row) {
        double[] turned = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            turned[i] = row[row.length - 1 - i];
        }
        return turned;
    }

    private static double[] alongLines(double[] values, Shape shape, int axis, UnaryOperator<double[]> line) {
        double[] result = new double[values.length];
        int extent = shape.size(axis);
        Places.each(shape.with(axis, extent == 0 ? 0 : 1), place -> {
            int start = Places.offset(shape, place);
            int step = shape.strides()[axis];
            double[] row = new double[extent];
            for (int i = 0; i < extent; i++) {
                row[i] = values[start + i * step];
            }
            double[] folded = line.apply(row);
            for (int i = 0; i < extent; i++) {
                result[start + i * step] = folded[i];
            }
        });
        return result;
    }
}
