package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.TensorType;

/**
 * Where {@link WindowMax} finds its element: its number in the operand, row-major, as i32; the first of equals. A
 * window in padding alone names the nearest element.
 */
public record WindowArgMax(Window window) implements Windowed {
    @Override
    public String name() {
        return "window-arg-max";
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        return List.of(atPositions(operands).with(DType.I32));
    }

    @Override
    public void gradient(Node node, Pullback pullback) {
        // places are integers
    }
}
