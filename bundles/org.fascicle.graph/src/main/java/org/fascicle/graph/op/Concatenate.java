package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;

/**
 * The operands one behind the other along an axis; they agree on all others.
 *
 * @param axis the axis along which they are joined
 */
public record Concatenate(int axis) implements Movement {
    @Override
    public String name() {
        return "concatenate";
    }

    @Override
    public String attributes() {
        return "axis=" + axis;
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        boolean fits = !operands.isEmpty() && axis >= 0 && axis < operands.getFirst().shape().rank();
        int size = 0;
        for (TensorType operand : operands) {
            fits = fits && operand.dtype() == operands.getFirst().dtype()
                    && operand.shape().rank() == operands.getFirst().shape().rank()
                    && operand.shape().without(axis).equals(operands.getFirst().shape().without(axis));
            size += fits ? operand.shape().size(axis) : 0;
        }
        if (!fits) {
            throw new ShapeException(name(), operands, "all must agree but for axis " + axis, "");
        }
        return List.of(operands.getFirst().with(operands.getFirst().shape().with(axis, size)));
    }

    /** To each operand its part of dy. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        int start = 0;
        for (int i = 0; i < node.operands().size(); i++) {
            int limit = start + node.operand(i).shape().size(axis);
            Slice slice = Slice.along(node.shape(), axis, start, limit, 1);
            pullback.add(i, pullback.emitter().emit(slice, pullback.cotangent()));
            start = limit;
        }
    }
}
