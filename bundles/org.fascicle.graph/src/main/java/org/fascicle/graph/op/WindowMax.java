package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.Emitter;
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

    /** dy added at the places that {@link WindowArgMax} finds. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        Emitter e = pullback.emitter();
        Node x = node.operand(0);
        int elements = x.shape().elements();
        Node places = e.emit(new WindowArgMax(window), x);
        Node flat = e.emit(new ScatterAdd(elements), e.reshape(places, Shape.of(places.shape().elements())),
                e.reshape(pullback.cotangent(), Shape.of(places.shape().elements())));
        pullback.add(0, e.reshape(flat, x.shape()));
    }
}
