package org.fascicle.graph.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;

/**
 * The elements at {@code start, start + stride, …} below {@code limit} on each axis.
 *
 * @param starts first place on each axis
 * @param limits first place beyond, on each axis
 * @param strides distance between the places taken, at least 1
 */
public record Slice(List<Integer> starts, List<Integer> limits, List<Integer> strides) implements Movement {
    public Slice {
        starts = List.copyOf(starts);
        limits = List.copyOf(limits);
        strides = List.copyOf(strides);
    }

    /**
     * Every {@code stride}-th place of one axis from {@code from} on and below {@code to}, and all of the others.
     *
     * @param shape of what it is taken
     */
    public static Slice along(Shape shape, int axis, int from, int to, int stride) {
        List<Integer> starts = new ArrayList<>(Collections.nCopies(shape.rank(), 0));
        List<Integer> limits = new ArrayList<>(shape.sizes());
        List<Integer> strides = new ArrayList<>(Collections.nCopies(shape.rank(), 1));
        starts.set(axis, from);
        limits.set(axis, to);
        strides.set(axis, stride);
        return new Slice(starts, limits, strides);
    }

    @Override
    public String name() {
        return "slice";
    }

    @Override
    public String attributes() {
        return "starts=" + starts + " limits=" + limits + " strides=" + strides;
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        Shape from = operands.getFirst().shape();
        boolean fits = operands.size() == 1 && starts.size() == from.rank() && limits.size() == from.rank()
                && strides.size() == from.rank();
        List<Integer> sizes = new ArrayList<>();
        for (int axis = 0; fits && axis < from.rank(); axis++) {
            int length = limits.get(axis) - starts.get(axis);
            fits = starts.get(axis) >= 0 && length >= 0 && limits.get(axis) <= from.size(axis)
                    && strides.get(axis) >= 1;
            sizes.add(fits ? (length + strides.get(axis) - 1) / strides.get(axis) : 0);
        }
        if (!fits) {
            throw new ShapeException(name(), operands, "it must lie inside, and asks for " + attributes(), "");
        }
        return List.of(operands.getFirst().with(new Shape(sizes)));
    }

    /** dy at the places taken, 0 between and around. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        Shape from = node.operand(0).shape();
        List<Integer> high = new ArrayList<>();
        List<Integer> interior = new ArrayList<>();
        for (int axis = 0; axis < from.rank(); axis++) {
            int taken = node.shape().size(axis);
            int stride = taken > 1 ? strides.get(axis) : 1;
            interior.add(stride - 1);
            high.add(from.size(axis) - starts.get(axis) - (taken == 0 ? 0 : (taken - 1) * stride + 1));
        }
        pullback.add(0, pullback.emitter().emit(new Pad(starts, high, interior, 0), pullback.cotangent()));
    }
}
