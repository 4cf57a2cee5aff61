package org.fascicle.graph.op;

import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/** {@code sin x}, in radians. */
public record Sine() implements Unary {
    @Override
    public String name() {
        return "sin";
    }

    /** {@code dx = dy · cos x}. */
    @Override
    public void gradient(Node y, Pullback pullback) {
        Emitter e = pullback.emitter();
        pullback.add(0, e.multiply(pullback.cotangent(), e.emit(new Cosine(), y.operand(0))));
    }
}
