package org.fascicle.graph.op;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;

/**
 * Surrounds the operand by a value, and parts its elements by it.
 *
 * @param low elements before, on each axis, at least 0
 * @param high elements behind, on each axis, at least 0
 * @param interior elements between two neighbours, on each axis, at least 0
 * @param value what is put there
 */
public record Pad(List<Integer> low, List<Integer> high, List<Integer> interior, double value) implements Movement {
    public Pad {
        low = List.copyOf(low);
        high = List.copyOf(high);
        interior = List.copyOf(interior);
    }

    @Override
    public String name() {
        return "pad";
    }

    @Override
    public String attributes() {
        return "low=" + low + " high=" + high + " interior=" + interior + " value=" + value;
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        Shape from = operands.getFirst().shape();
        boolean fits = operands.size() == 1 && low.size() == from.rank() && high.size() == from.rank()
                && interior.size() == from.rank();
        List<Integer> sizes = new ArrayList<>();
        for (int axis = 0; fits && axis < from.rank(); axis++) {
            fits = low.get(axis) >= 0 && high.get(axis) >= 0 && interior.get(axis) >= 0;
            int size = from.size(axis);
            sizes.add(low.get(axis) + size + Math.max(0, size - 1) * interior.get(axis) + high.get(axis));
        }
        if (!fits) {
            throw new ShapeException(name(), operands, "it takes amounts of at least 0 for each axis, not "
                    + attributes(), "");
        }
        return List.of(operands.getFirst().with(new Shape(sizes)));
    }

    /** dy at the places of the operand. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        Shape from = node.operand(0).shape();
        List<Integer> limits = new ArrayList<>();
        List<Integer> strides = new ArrayList<>();
        for (int axis = 0; axis < from.rank(); axis++) {
            strides.add(interior.get(axis) + 1);
            limits.add(node.shape().size(axis) - high.get(axis));
        }
        pullback.add(0, pullback.emitter().emit(new Slice(low, limits, strides), pullback.cotangent()));
    }
}
