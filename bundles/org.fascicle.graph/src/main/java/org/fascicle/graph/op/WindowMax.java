package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;

/** The largest element of the window; padding never wins, and a window in padding alone gives −∞. NaN wins. */
public record WindowMax(Window window) implements Windowed {
    @Override
    public String name() {
        return "window-max";
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        return List.of(atPositions(operands));
    }

    /** A call of {@code window-max.gradient}: dy added at the places that {@link WindowArgMax} finds. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        Graph derivative = derivative(node.operand(0).type(), node.type());
        pullback.add(0, pullback.emitter().emit(new Call(name() + ".gradient", derivative), node.operand(0),
                pullback.cotangent()));
    }

    private Graph derivative(TensorType input, TensorType output) {
        Emitter e = new Emitter();
        Node x = e.input("x", input);
        Node dy = e.input("dy", output);
        Shape flat = Shape.of(output.shape().elements());
        Node dx = e.emit(new ScatterAdd(input.shape().elements()), e.reshape(e.emit(new WindowArgMax(window), x), flat),
                e.reshape(dy, flat));
        e.output("dx", e.reshape(dx, input.shape()));
        return e.graph();
    }
}
