package org.fascicle.graph.op;

import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/** {@code a · b}; integers wrap around. */
public record Multiply() implements Binary {
    @Override
    public String name() {
        return "multiply";
    }

    /** {@code da = dy · b, db = dy · a}. */
    @Override
    public void gradient(Node y, Pullback pullback) {
        Emitter e = pullback.emitter();
        pullback.add(0, e.multiply(pullback.cotangent(), y.operand(1)));
        pullback.add(1, e.multiply(pullback.cotangent(), y.operand(0)));
    }
}
