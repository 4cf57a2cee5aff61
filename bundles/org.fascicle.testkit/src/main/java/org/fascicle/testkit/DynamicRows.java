package org.fascicle.testkit;

import java.util.List;
import java.util.Set;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;

/** Blocks at places that are known at run time; starts often lie outside, and are moved. Elements turned round. */
final class DynamicRows {
    private static final Set<DType> ALL = Set.of(DType.values());
    private static final Values STARTS = Values.whole(-3, 40);

    private DynamicRows() {
    }

    static List<OpRow> all() {
        return List.of(new OpRow("dynamic-slice", ALL, true, UnaryRows.EXACT, DynamicRows::slice),
                new OpRow("dynamic-update", ALL, true, UnaryRows.EXACT, DynamicRows::update),
                new OpRow("reverse", ALL, true, UnaryRows.EXACT, DynamicRows::reverse));
    }

    private static OpSample slice(Draw draw, DType dtype) {
        Shape whole = draw.shape(0, 4);
        Shape block = block(draw, whole);
        return new OpSample(List.of(draw.tensor(dtype, whole, MovementRows.values(dtype)), starts(draw, whole)),
                tensors -> tensors.get(0).dynamicSlice(tensors.get(1), block),
                operands -> Places.fill(block, place ->
                        Places.at(operands.get(0), whole, moved(place, operands.get(1), whole, block))));
    }

    private static OpSample update(Draw draw, DType dtype) {
        Shape whole = draw.shape(0, 4);
        Shape block = block(draw, whole);
        HostTensor x = draw.tensor(dtype, whole, MovementRows.values(dtype));
        HostTensor part = draw.tensor(dtype, block, MovementRows.values(dtype));
        return new OpSample(List.of(x, part, starts(draw, whole)),
                tensors -> tensors.get(0).dynamicUpdate(tensors.get(1), tensors.get(2)), operands -> {
                    double[] values = operands.get(0).clone();
                    Places.each(block, place -> {
                        int[] into = moved(place, operands.get(2), whole, block);
                        values[Places.offset(whole, into)] = Places.at(operands.get(1), block, place);
                    });
                    return values;
                });
    }

    private static OpSample reverse(Draw draw, DType dtype) {
        Shape shape = draw.shape(1, 4);
        int one = draw.axis(shape);
        int other = draw.axis(shape);
        int[] axes = one == other ? new int[] {one} : new int[] {one, other - shape.rank()};
        return new OpSample(List.of(draw.tensor(dtype, shape, MovementRows.values(dtype))),
                tensors -> tensors.getFirst().reverse(axes), operands -> Places.fill(shape, place -> {
                    int[] source = place.clone();
                    source[one] = shape.size(one) - 1 - place[one];
                    source[other] = shape.size(other) - 1 - place[other];
                    return Places.at(operands.getFirst(), shape, source);
                }));
    }

    private static Shape block(Draw draw, Shape whole) {
        Shape block = whole;
        for (int axis = 0; axis < whole.rank(); axis++) {
            block = block.with(axis, draw.whole(0, whole.size(axis)));
        }
        return block;
    }

    private static HostTensor starts(Draw draw, Shape whole) {
        return draw.tensor(DType.I32, Shape.of(whole.rank()), STARTS);
    }

    private static int[] moved(int[] place, double[] starts, Shape whole, Shape block) {
        int[] source = place.clone();
        for (int axis = 0; axis < source.length; axis++) {
            source[axis] += Math.clamp((int) starts[axis], 0, whole.size(axis) - block.size(axis));
        }
        return source;
    }
}
