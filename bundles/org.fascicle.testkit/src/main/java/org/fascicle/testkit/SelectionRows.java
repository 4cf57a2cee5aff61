package org.fascicle.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.tensor.Tensor;

/** Comparisons, choices and changes of the element type. */
final class SelectionRows {
    private static final Set<DType> NUMBERS = Set.of(DType.F32, DType.F64, DType.I32);

    private SelectionRows() {
    }

    static List<OpRow> all() {
        return List.of(
                comparison("equal", Tensor::equalTo, (a, b) -> a.compareTo(b) == 0),
                comparison("not-equal", Tensor::notEqualTo, (a, b) -> a.compareTo(b) != 0),
                comparison("less", Tensor::lessThan, (a, b) -> a < b),
                comparison("less-or-equal", Tensor::atMost, (a, b) -> a <= b),
                comparison("greater", Tensor::greaterThan, (a, b) -> a > b),
                comparison("greater-or-equal", Tensor::atLeast, (a, b) -> a >= b),
                select(),
                cast("cast f32 to i32", DType.F32, DType.I32, Values.awayFromWhole(-300, 300), x -> (int) x),
                cast("cast f32 to u8", DType.F32, DType.U8, Values.awayFromWhole(0, 255), Math::floor),
                cast("cast f32 to bool", DType.F32, DType.BOOL, Values.whole(-1, 1), x -> x == 0 ? 0 : 1),
                cast("cast i32 to f32", DType.I32, DType.F32, Values.bits(), x -> (float) x),
                cast("cast i32 to u8", DType.I32, DType.U8, Values.whole(-600, 600), x -> Math.floorMod((int) x, 256)),
                cast("cast i32 to bool", DType.I32, DType.BOOL, Values.whole(-2, 2), x -> x == 0 ? 0 : 1),
                cast("cast u8 to f32", DType.U8, DType.F32, Values.whole(0, 255), x -> x),
                cast("cast u8 to i32", DType.U8, DType.I32, Values.whole(0, 255), x -> x),
                cast("cast u8 to bool", DType.U8, DType.BOOL, Values.whole(0, 2), x -> x == 0 ? 0 : 1),
                cast("cast bool to f32", DType.BOOL, DType.F32, Values.truths(), x -> x),
                cast("cast bool to i32", DType.BOOL, DType.I32, Values.truths(), x -> x),
                cast("cast f64 to f32", DType.F64, DType.F32, Values.between(-3, 3), x -> (float) x),
                cast("cast f32 to f64", DType.F32, DType.F64, Values.between(-3, 3), x -> x));
    }

    private static OpRow comparison(String name, BinaryOperator<Tensor> function,
            BiPredicate<Double, Double> expected) {
        return new OpRow(name, NUMBERS, false, UnaryRows.EXACT, (draw, dtype) -> {
            Shape shape = draw.shape(0, 4);
            Values values = Values.whole(-2, 2);
            return BinaryRows.sample(draw.tensor(dtype, shape, values), draw.tensor(dtype, shape, values), function,
                    (a, b) -> expected.test(a, b) ? 1 : 0);
        });
    }

    private static OpRow select() {
        return new OpRow("select", Set.of(DType.F32, DType.F64, DType.I32, DType.U8, DType.BOOL), true, UnaryRows.EXACT,
                (draw, dtype) -> {
                    Shape shape = draw.shape(0, 4);
                    Values values = dtype.isFloating() ? Values.between(-4, 4) : Values.truths();
                    List<HostTensor> operands = List.of(draw.tensor(DType.BOOL, shape, Values.truths()),
                            draw.tensor(dtype, shape, values), draw.tensor(dtype, shape, values));
                    return new OpSample(operands,
                            tensors -> Tensor.where(tensors.get(0), tensors.get(1), tensors.get(2)), values3 -> {
                                double[] chosen = values3.get(2).clone();
                                Arrays.setAll(chosen, i -> values3.get(0)[i] == 1 ? values3.get(1)[i] : chosen[i]);
                                return chosen;
                            });
                });
    }

    /** Between floating types the derivative passes; its error then is that of an f32, so it is not tried here. */
    private static OpRow cast(String name, DType from, DType to, Values values, DoubleUnaryOperator expected) {
        return new OpRow(name, Set.of(from), false, UnaryRows.EXACT, (draw, dtype) -> new OpSample(
                List.of(draw.tensor(dtype, draw.shape(0, 4), values)),
                tensors -> tensors.getFirst().cast(to),
                operands -> Arrays.stream(operands.getFirst()).map(expected).toArray()));
    }
}
