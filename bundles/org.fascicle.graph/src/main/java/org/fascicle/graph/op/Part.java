package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;

/**
 * One result of a node that has several.
 *
 * @param index its number
 */
public record Part(int index) implements Op {
    @Override
    public String name() {
        return "part";
    }

    @Override
    public String attributes() {
        return String.valueOf(index);
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        if (index < 0 || index >= operands.size()) {
            throw new ShapeException(name(), operands, "there is no result " + index, "");
        }
        return List.of(operands.get(index));
    }

    /** Left to {@link org.fascicle.graph.Gradients}, which keeps a cotangent for each result. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        throw new UnsupportedOperationException("a part hands its cotangent on");
    }
}
