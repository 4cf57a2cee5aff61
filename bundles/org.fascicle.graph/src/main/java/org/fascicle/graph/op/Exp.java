package org.fascicle.graph.op;

import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/** {@code eˣ}. */
public record Exp() implements Unary {
    @Override
    public String name() {
        return "exp";
    }

    /** {@code dx = dy · y}. */
    @Override
    public void gradient(Node y, Pullback pullback) {
        pullback.add(0, pullback.emitter().multiply(pullback.cotangent(), y));
    }
}
