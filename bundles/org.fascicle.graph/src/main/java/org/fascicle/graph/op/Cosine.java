package org.fascicle.graph.op;

import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/** {@code cos x}, in radians. */
public record Cosine() implements Unary {
    @Override
    public String name() {
        return "cos";
    }

    /** {@code dx = −dy · sin x}. */
    @Override
    public void gradient(Node y, Pullback pullback) {
        Emitter e = pullback.emitter();
        pullback.add(0, e.negate(e.multiply(pullback.cotangent(), e.emit(new Sine(), y.operand(0)))));
    }
}
