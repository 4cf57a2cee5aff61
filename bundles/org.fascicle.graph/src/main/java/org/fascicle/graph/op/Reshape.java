package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;

/**
 * The same elements in the same row-major order under another shape.
 *
 * @param shape as many elements as the operand
 */
public record Reshape(Shape shape) implements Movement {
    @Override
    public String name() {
        return "reshape";
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        if (operands.size() != 1 || operands.getFirst().shape().elements() != shape.elements()) {
            throw new ShapeException(name(), operands, "it keeps the number of elements, and " + shape + " has "
                    + shape.elements(), "");
        }
        return List.of(operands.getFirst().with(shape));
    }

    /** dy under the operand's shape. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        pullback.add(0, pullback.emitter().reshape(pullback.cotangent(), node.operand(0).shape()));
    }
}
