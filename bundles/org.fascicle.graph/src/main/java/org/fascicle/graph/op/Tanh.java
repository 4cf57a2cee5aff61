package org.fascicle.graph.op;

import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/** Hyperbolic tangent. */
public record Tanh() implements Unary {
    @Override
    public String name() {
        return "tanh";
    }

    /** {@code dx = dy · (1 − y²)}. */
    @Override
    public void gradient(Node y, Pullback pullback) {
        Emitter e = pullback.emitter();
        pullback.add(0, e.multiply(pullback.cotangent(), e.subtract(e.constant(y.type(), 1), e.multiply(y, y))));
    }
}
