package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;

/**
 * The same numbers as another element type. Floats are cut towards zero on their way to an integer, as in Java; bool
 * reads as 0 and 1, and any number but 0 as true.
 *
 * @param dtype the element type of the result
 */
public record Cast(DType dtype) implements Elementwise {
    @Override
    public String name() {
        return "cast";
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        if (operands.size() != 1) {
            throw new ShapeException(name(), operands, "it takes one operand", "");
        }
        return List.of(operands.getFirst().with(dtype));
    }

    /** {@code dx = dy}, as the element type of x, between floating types; none otherwise. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        if (node.operand(0).dtype().isFloating() && dtype.isFloating()) {
            pullback.add(0, pullback.emitter().emit(new Cast(node.operand(0).dtype()), pullback.cotangent()));
        }
    }
}
