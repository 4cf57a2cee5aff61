package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;

/**
 * Rows by number: (T {@code [n, row…]}, i32 {@code [index…]}) → T {@code [index…, row…]}. A number outside 0 to n - 1
 * ends the step with an error that names it.
 */
public record Gather() implements Indexing {
    @Override
    public String name() {
        return "gather";
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        if (operands.size() != 2 || operands.get(0).shape().rank() < 1 || operands.get(1).dtype() != DType.I32) {
            throw new ShapeException(name(), operands, "it takes rows [n, row…] and i32 numbers of rows", "");
        }
        TensorType rows = operands.get(0);
        return List.of(rows.with(operands.get(1).shape().followedBy(rows.shape().without(0))));
    }

    /** dy added to the rows it was read from. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        Node rows = node.operand(0);
        pullback.add(0, pullback.emitter().emit(new ScatterAdd(rows.shape().size(0)), node.operand(1),
                pullback.cotangent()));
    }
}
