package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;

/**
 * Zeros with rows added by number: (i32 {@code [index…]}, T {@code [index…, row…]}) → T {@code [rows, row…]}. Rows that
 * meet are added in the order of their indices, on every backend and any number of threads. A number outside 0 to
 * rows - 1 ends the step with an error that names it.
 *
 * @param rows extent of the first axis of the result
 */
public record ScatterAdd(int rows) implements Indexing {
    @Override
    public String name() {
        return "scatter-add";
    }

    @Override
    public String attributes() {
        return "rows=" + rows;
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        int depth = operands.getFirst().shape().rank();
        boolean fits = operands.size() == 2 && operands.get(0).dtype() == DType.I32
                && operands.get(1).shape().rank() >= depth
                && operands.get(1).shape().range(0, depth).equals(operands.get(0).shape());
        if (!fits) {
            throw new ShapeException(name(), operands, "it takes i32 numbers [index…] and rows [index…, row…]", "");
        }
        Shape updates = operands.get(1).shape();
        return List.of(operands.get(1).with(Shape.of(rows).followedBy(updates.range(depth, updates.rank()))));
    }

    /** The rows of dy that were added to. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        pullback.add(1, pullback.emitter().emit(new Gather(), pullback.cotangent(), node.operand(0)));
    }
}
