package org.fascicle.testkit;

import java.util.List;
import java.util.Set;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;

/** Rows by number; numbers repeat, so that sums of several rows are met. */
final class IndexingRows {
    private static final Set<DType> NUMBERS = Set.of(DType.F32, DType.F64, DType.I32);

    private IndexingRows() {
    }

    static List<OpRow> all() {
        return List.of(
                new OpRow("gather", NUMBERS, true, UnaryRows.EXACT, IndexingRows::gather),
                new OpRow("scatter-add", Set.of(DType.F32, DType.F64), true, new Tolerance.OfAbsolutes(),
                        IndexingRows::scatterAdd),
                new OpRow("scatter-add i32", Set.of(DType.I32), false, UnaryRows.EXACT, IndexingRows::scatterAdd),
                new OpRow("take", NUMBERS, true, UnaryRows.EXACT, IndexingRows::take),
                new OpRow("argmax", UnaryRows.FLOATS, false, UnaryRows.EXACT, (draw, dtype) -> extreme(draw, dtype, 1)),
                new OpRow("argmin", UnaryRows.FLOATS, false, UnaryRows.EXACT,
                        (draw, dtype) -> extreme(draw, dtype, -1)),
                new OpRow("one-hot", Set.of(DType.I32), false, UnaryRows.EXACT, IndexingRows::oneHot));
    }

    private static OpSample gather(Draw draw, DType dtype) {
        int rows = draw.atLeastOne();
        Shape row = draw.shape(0, 2);
        Shape numbers = draw.shape(0, 2);
        Shape table = Shape.of(rows).followedBy(row);
        return new OpSample(List.of(draw.tensor(dtype, table, MovementRows.values(dtype)),
                draw.tensor(DType.I32, numbers, Values.whole(0, rows - 1))),
                tensors -> tensors.get(0).gather(tensors.get(1)),
                operands -> Places.fill(Shape.of(numbers.elements(), row.elements()), place ->
                        operands.get(0)[(int) operands.get(1)[place[0]] * row.elements() + place[1]]));
    }

    private static OpSample scatterAdd(Draw draw, DType dtype) {
        int rows = draw.atLeastOne();
        Shape row = draw.shape(0, 2);
        Shape numbers = draw.shape(0, 2);
        HostTensor updates = draw.tensor(dtype, numbers.followedBy(row), MovementRows.values(dtype));
        return new OpSample(List.of(draw.tensor(DType.I32, numbers, Values.whole(0, rows - 1)), updates),
                tensors -> tensors.get(1).scatterAdd(tensors.get(0), rows),
                operands -> Places.fill(Shape.of(rows, row.elements()), place -> {
                    double sum = 0;
                    for (int i = 0; i < operands.get(0).length; i++) {
                        sum += operands.get(0)[i] == place[0] ? operands.get(1)[i * row.elements() + place[1]] : 0;
                    }
                    return dtype.isFloating() ? sum : (int) (long) sum;
                }));
    }

    private static OpSample take(Draw draw, DType dtype) {
        Shape shape = draw.shape(1, 3);
        int axis = draw.axis(shape);
        int count = shape.size(axis) == 0 ? 0 : draw.size();
        Values numbers = Values.whole(0, Math.max(0, shape.size(axis) - 1));
        return new OpSample(List.of(draw.tensor(dtype, shape, MovementRows.values(dtype)),
                draw.tensor(DType.I32, Shape.of(count), numbers)),
                tensors -> tensors.get(0).take(axis - shape.rank(), tensors.get(1)),
                operands -> Places.fill(shape.with(axis, count), place -> {
                    int[] source = place.clone();
                    source[axis] = (int) operands.get(1)[place[axis]];
                    return Places.at(operands.get(0), shape, source);
                }));
    }

    /** Small whole numbers, so that the largest is often there several times. */
    private static OpSample extreme(Draw draw, DType dtype, int sign) {
        Shape shape = draw.shape(1, 3);
        int axis = draw.axis(shape);
        return new OpSample(List.of(draw.tensor(dtype, shape, Values.whole(-2, 2))),
                tensors -> sign > 0 ? tensors.getFirst().argmax(axis) : tensors.getFirst().argmin(axis - shape.rank()),
                operands -> Places.fill(shape.without(axis), place -> {
                    int best = 0;
                    for (int i = 1; i < shape.size(axis); i++) {
                        double challenger = Places.at(operands.getFirst(), shape, with(place, axis, i));
                        best = sign * (challenger - Places.at(operands.getFirst(), shape, with(place, axis, best))) > 0
                                ? i : best;
                    }
                    return shape.size(axis) == 0 ? Integer.MAX_VALUE : best;
                }));
    }

    private static int[] with(int[] place, int axis, int value) {
        int[] longer = new int[place.length + 1];
        for (int i = 0; i < longer.length; i++) {
            longer[i] = i < axis ? place[i] : i == axis ? value : place[i - 1];
        }
        return longer;
    }

    private static OpSample oneHot(Draw draw, DType dtype) {
        int classes = draw.atLeastOne();
        Shape shape = draw.shape(0, 2);
        return new OpSample(List.of(draw.tensor(dtype, shape, Values.whole(0, classes - 1))),
                tensors -> tensors.getFirst().oneHot(classes, DType.F32),
                operands -> Places.fill(Shape.of(shape.elements(), classes),
                        place -> operands.getFirst()[place[0]] == place[1] ? 1 : 0));
    }
}
