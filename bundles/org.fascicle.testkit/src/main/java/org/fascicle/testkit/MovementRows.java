package org.fascicle.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Pad;
import org.fascicle.tensor.Tensor;

/** Elements elsewhere, of every element type. */
final class MovementRows {
    private static final Set<DType> ALL = Set.of(DType.values());

    private MovementRows() {
    }

    static List<OpRow> all() {
        return List.of(
                row("reshape", MovementRows::reshape),
                row("flatten", MovementRows::flatten),
                row("expand dims", MovementRows::expandDims),
                row("broadcast", MovementRows::broadcast),
                row("transpose", MovementRows::transpose),
                row("swap axes", MovementRows::swapAxes),
                row("slice", MovementRows::slice),
                row("pad", MovementRows::pad),
                row("pad between", MovementRows::padBetween),
                row("concatenate", MovementRows::concatenate));
    }

    private static OpRow row(String name, OpRow.Sampler sampler) {
        return new OpRow(name, ALL, true, UnaryRows.EXACT, sampler);
    }

    static Values values(DType dtype) {
        return switch (dtype) {
            case F32, F64 -> Values.between(-4, 4);
            case I32 -> Values.bits();
            case U8 -> Values.whole(0, 255);
            case BOOL -> Values.truths();
        };
    }

    private static OpSample reshape(Draw draw, DType dtype) {
        Shape shape = draw.shape(0, 4);
        Shape other = draw.whole(0, 1) == 0 ? Shape.of(shape.elements())
                : Shape.of(1).followedBy(new Shape(shape.sizes().reversed()));
        return new OpSample(List.of(draw.tensor(dtype, shape, values(dtype))),
                tensors -> tensors.getFirst().reshape(other), List::getFirst);
    }

    private static OpSample flatten(Draw draw, DType dtype) {
        HostTensor x = draw.tensor(dtype, draw.shape(1, 4), values(dtype));
        return new OpSample(List.of(x), tensors -> tensors.getFirst().flatten(), List::getFirst);
    }

    private static OpSample expandDims(Draw draw, DType dtype) {
        Shape shape = draw.shape(0, 3);
        int axis = draw.whole(-1, shape.rank());
        return new OpSample(List.of(draw.tensor(dtype, shape, values(dtype))),
                tensors -> tensors.getFirst().expandDims(axis), List::getFirst);
    }

    private static OpSample broadcast(Draw draw, DType dtype) {
        Shape shape = draw.shape(1, 4);
        Shape from = shape.with(draw.axis(shape), 1);
        Shape lower = from.size(0) == 1 ? from.without(0) : from;
        return new OpSample(List.of(draw.tensor(dtype, lower, values(dtype))),
                tensors -> tensors.getFirst().broadcastTo(shape),
                operands -> Places.fill(shape, place -> Places.broadcastAt(operands.getFirst(), lower, place)));
    }

    private static OpSample transpose(Draw draw, DType dtype) {
        Shape shape = draw.shape(0, 4);
        return permuted(draw, dtype, shape, draw.random().permutation(shape.rank()), false);
    }

    private static OpSample swapAxes(Draw draw, DType dtype) {
        Shape shape = draw.shape(2, 4);
        int[] permutation = new int[shape.rank()];
        for (int axis = 0; axis < permutation.length; axis++) {
            permutation[axis] = axis;
        }
        permutation[0] = shape.rank() - 1;
        permutation[shape.rank() - 1] = 0;
        return permuted(draw, dtype, shape, permutation, true);
    }

    private static OpSample permuted(Draw draw, DType dtype, Shape shape, int[] permutation, boolean swap) {
        int[] sizes = new int[shape.rank()];
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = shape.size(permutation[axis]);
        }
        return new OpSample(List.of(draw.tensor(dtype, shape, values(dtype))),
                tensors -> swap ? tensors.getFirst().swapAxes(0, -1) : tensors.getFirst().transpose(permutation),
                operands -> Places.fill(Shape.of(sizes), place -> {
                    int[] source = new int[place.length];
                    for (int axis = 0; axis < place.length; axis++) {
                        source[permutation[axis]] = place[axis];
                    }
                    return Places.at(operands.getFirst(), shape, source);
                }));
    }

    private static OpSample slice(Draw draw, DType dtype) {
        Shape shape = draw.shape(1, 4);
        int axis = draw.axis(shape);
        int from = draw.whole(0, shape.size(axis));
        int to = draw.whole(from, shape.size(axis));
        int stride = draw.whole(1, 3);
        Shape result = shape.with(axis, Math.ceilDiv(to - from, stride));
        return new OpSample(List.of(draw.tensor(dtype, shape, values(dtype))),
                tensors -> tensors.getFirst().slice(axis, from, to, stride),
                operands -> Places.fill(result, place -> {
                    int[] source = place.clone();
                    source[axis] = from + stride * place[axis];
                    return Places.at(operands.getFirst(), shape, source);
                }));
    }

    private static OpSample pad(Draw draw, DType dtype) {
        Shape shape = draw.shape(1, 4);
        int axis = draw.axis(shape);
        int before = draw.whole(0, 3);
        int behind = draw.whole(0, 3);
        return new OpSample(List.of(draw.tensor(dtype, shape, values(dtype))),
                tensors -> tensors.getFirst().pad(axis, before, behind, 1),
                operands -> Places.fill(shape.with(axis, before + shape.size(axis) + behind), place -> {
                    int[] source = place.clone();
                    source[axis] -= before;
                    return source[axis] < 0 || source[axis] >= shape.size(axis) ? 1
                            : Places.at(operands.getFirst(), shape, source);
                }));
    }

    /** Every axis at once: amounts before, behind and between, all 1 but for the first axis. */
    private static OpSample padBetween(Draw draw, DType dtype) {
        Shape shape = draw.shape(1, 3);
        List<Integer> amounts = new ArrayList<>(Collections.nCopies(shape.rank(), 1));
        amounts.set(0, 2);
        Shape result = shape;
        for (int axis = 0; axis < shape.rank(); axis++) {
            int between = Math.max(0, shape.size(axis) - 1) * amounts.get(axis);
            result = result.with(axis, 2 * amounts.get(axis) + shape.size(axis) + between);
        }
        Shape whole = result;
        return new OpSample(List.of(draw.tensor(dtype, shape, values(dtype))), tensors -> {
            Tensor x = tensors.getFirst();
            return new Tensor(x.emitter().emit(new Pad(amounts, amounts, amounts, 0), x.node()), x.emitter());
        }, operands -> {
            double[] values = new double[whole.elements()];
            int[] next = new int[1];
            Places.each(shape, place -> {
                int[] into = place.clone();
                for (int axis = 0; axis < into.length; axis++) {
                    into[axis] = amounts.get(axis) + place[axis] * (1 + amounts.get(axis));
                }
                values[Places.offset(whole, into)] = operands.getFirst()[next[0]++];
            });
            return values;
        });
    }

    private static OpSample concatenate(Draw draw, DType dtype) {
        Shape shape = draw.shape(1, 3);
        int axis = draw.axis(shape);
        List<Shape> shapes = List.of(shape, shape.with(axis, draw.whole(0, 3)), shape.with(axis, 2));
        int first = shape.size(axis);
        int second = shapes.get(1).size(axis);
        return new OpSample(shapes.stream().map(part -> draw.tensor(dtype, part, values(dtype))).toList(),
                tensors -> Tensor.concatenate(axis, tensors),
                operands -> Places.fill(shape.with(axis, first + second + 2), place -> {
                    int[] source = place.clone();
                    int part = place[axis] < first ? 0 : place[axis] < first + second ? 1 : 2;
                    source[axis] -= part == 0 ? 0 : part == 1 ? first : first + second;
                    return Places.at(operands.get(part), shapes.get(part), source);
                }));
    }
}
