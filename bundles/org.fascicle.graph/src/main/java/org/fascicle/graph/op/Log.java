package org.fascicle.graph.op;

import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/** Natural logarithm. */
public record Log() implements Unary {
    @Override
    public String name() {
        return "log";
    }

    /** {@code dx = dy / x}. */
    @Override
    public void gradient(Node y, Pullback pullback) {
        pullback.add(0, pullback.emitter().divide(pullback.cotangent(), y.operand(0)));
    }
}
