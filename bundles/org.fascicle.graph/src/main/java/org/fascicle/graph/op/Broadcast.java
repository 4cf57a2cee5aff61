package org.fascicle.graph.op;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;

/**
 * Repeats along axes of extent 1. The rank stays; a {@link Reshape} brings it up first.
 *
 * @param shape on each axis the operand's extent, or any where that is 1
 */
public record Broadcast(Shape shape) implements Movement {
    @Override
    public String name() {
        return "broadcast";
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        Shape from = operands.getFirst().shape();
        boolean fits = operands.size() == 1 && from.rank() == shape.rank();
        for (int axis = 0; fits && axis < shape.rank(); axis++) {
            fits = from.size(axis) == shape.size(axis) || from.size(axis) == 1;
        }
        if (!fits) {
            throw new ShapeException(name(), operands, "each extent must be 1 or that of " + shape, "");
        }
        return List.of(operands.getFirst().with(shape));
    }

    /** The axes along which an operand of this shape is repeated. */
    public List<Integer> repeatedAxes(Shape from) {
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (from.size(axis) != shape.size(axis)) {
                axes.add(axis);
            }
        }
        return axes;
    }

    /** Sum of dy over the repeated axes. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        pullback.add(0, pullback.emitter().sum(pullback.cotangent(), repeatedAxes(node.operand(0).shape())));
    }
}
