package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;

/** {@code condition ? a : b}, element by element: (bool, T, T) → T. */
public record Select() implements Elementwise {
    @Override
    public String name() {
        return "select";
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        if (operands.size() != 3 || operands.get(0).dtype() != DType.BOOL || !operands.get(1).equals(operands.get(2))
                || !operands.get(0).shape().equals(operands.get(1).shape())) {
            throw new ShapeException(name(), operands, "it takes a bool and two operands of one type, all of one shape",
                    "broadcast or cast them");
        }
        return operands.subList(1, 2);
    }

    /** {@code da = condition ? dy : 0, db = condition ? 0 : dy}. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        Emitter e = pullback.emitter();
        Node zero = e.constant(node.type(), 0);
        pullback.add(1, e.select(node.operand(0), pullback.cotangent(), zero));
        pullback.add(2, e.select(node.operand(0), zero, pullback.cotangent()));
    }
}
