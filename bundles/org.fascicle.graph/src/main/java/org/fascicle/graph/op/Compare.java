package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;

/** Whether a relation holds, element by element: two operands of one type → bool. */
public record Compare(Comparison comparison) implements Elementwise {
    @Override
    public String name() {
        return comparison.text();
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        if (operands.size() != 2 || !operands.get(0).equals(operands.get(1))) {
            throw new ShapeException(name(), operands, "both operands must have the same element type and shape",
                    "broadcast or cast one of them");
        }
        return List.of(operands.getFirst().with(DType.BOOL));
    }

    /** None. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        // truth values have no derivative
    }
}
