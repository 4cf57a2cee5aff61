package org.fascicle.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.tensor.Tensor;

/** Folds: over one axis, several, all, and over empty ones. */
final class ReductionRows {
    private static final Tolerance SUM = new Tolerance.OfAbsolutes();
    private static final Set<DType> WHOLE = Set.of(DType.I32);
    private static final Values ANY = Values.between(-3, 3);

    private ReductionRows() {
    }

    static List<OpRow> all() {
        DoubleBinaryOperator wrapping = (a, b) -> (int) (long) (a + b);
        double infinity = Double.POSITIVE_INFINITY;
        return List.of(
                keeping("sum, keeping axes", UnaryRows.FLOATS, SUM, ANY, Tensor::sumKeeping, 0, Double::sum),
                keeping("max, keeping axes", UnaryRows.FLOATS, UnaryRows.EXACT, Values.distinct(), Tensor::maxKeeping,
                        -infinity, Math::max),
                keeping("min, keeping axes", UnaryRows.FLOATS, UnaryRows.EXACT, Values.distinct(), Tensor::minKeeping,
                        infinity, Math::min),
                keeping("sum i32", WHOLE, UnaryRows.EXACT, Values.bits(), Tensor::sumKeeping, 0, wrapping),
                keeping("max i32", WHOLE, UnaryRows.EXACT, Values.bits(), Tensor::maxKeeping, -0x1p31, Math::max),
                keeping("min i32", WHOLE, UnaryRows.EXACT, Values.bits(), Tensor::minKeeping, 0x1p31 - 1, Math::min),
                whole("sum of all", x -> x.sum(), values -> Arrays.stream(values).sum()),
                whole("mean of all", x -> x.mean(), values -> Arrays.stream(values).sum() / values.length),
                dropping("sum over an axis", SUM, ANY, Tensor::sum, 0, Double::sum, false),
                dropping("mean over an axis", SUM, ANY, Tensor::mean, 0, Double::sum, true),
                dropping("max over an axis", UnaryRows.EXACT, Values.distinct(), Tensor::max, -infinity, Math::max,
                        false),
                dropping("min over an axis", UnaryRows.EXACT, Values.distinct(), Tensor::min, infinity, Math::min,
                        false));
    }

    private static OpRow keeping(String name, Set<DType> dtypes, Tolerance tolerance, Values values,
            BiFunction<Tensor, int[], Tensor> function, double start, DoubleBinaryOperator fold) {
        return new OpRow(name, dtypes, !dtypes.equals(WHOLE), tolerance, (draw, dtype) -> {
            Shape shape = draw.shape(0, 4);
            List<Integer> axes = new ArrayList<>();
            for (int axis = 0; axis < shape.rank(); axis++) {
                if (draw.whole(0, 1) == 1) {
                    axes.add(axis);
                }
            }
            // a negative axis counts from the end
            int[] named = axes.stream().mapToInt(axis -> axis % 2 == 0 ? axis : axis - shape.rank()).toArray();
            return new OpSample(List.of(draw.tensor(dtype, shape, values)),
                    tensors -> function.apply(tensors.getFirst(), named),
                    operands -> fold(operands.getFirst(), shape, axes, start, fold));
        });
    }

    private static OpRow dropping(String name, Tolerance tolerance, Values values,
            BiFunction<Tensor, Integer, Tensor> function, double start, DoubleBinaryOperator fold, boolean mean) {
        return new OpRow(name, UnaryRows.FLOATS, true, tolerance, (draw, dtype) -> {
            Shape shape = draw.shape(1, 4);
            int axis = draw.axis(shape);
            return new OpSample(List.of(draw.tensor(dtype, shape, values)),
                    tensors -> function.apply(tensors.getFirst(), axis - shape.rank()),
                    operands -> Arrays.stream(fold(operands.getFirst(), shape, List.of(axis), start, fold))
                            .map(sum -> mean ? sum / shape.size(axis) : sum).toArray());
        });
    }

    private static OpRow whole(String name, UnaryOperator<Tensor> function,
            ToDoubleFunction<double[]> expected) {
        return new OpRow(name, UnaryRows.FLOATS, true, SUM, (draw, dtype) -> {
            HostTensor x = draw.tensor(dtype, draw.shape(0, 4), ANY);
            return new OpSample(List.of(x), tensors -> function.apply(tensors.getFirst()),
                    operands -> new double[] {expected.applyAsDouble(operands.getFirst())});
        });
    }

    static double[] fold(double[] values, Shape shape, List<Integer> axes, double start, DoubleBinaryOperator fold) {
        Shape kept = shape;
        for (int axis : axes) {
            kept = kept.with(axis, 1);
        }
        double[] folded = new double[kept.elements()];
        Arrays.fill(folded, start);
        Shape result = kept;
        int[] next = new int[1];
        Places.each(shape, place -> {
            int[] into = place.clone();
            axes.forEach(axis -> into[axis] = 0);
            int offset = Places.offset(result, into);
            folded[offset] = fold.applyAsDouble(folded[offset], values[next[0]++]);
        });
        return folded;
    }
}
