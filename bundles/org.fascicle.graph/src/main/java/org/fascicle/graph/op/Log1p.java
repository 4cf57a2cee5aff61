package org.fascicle.graph.op;

import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/** {@code ln(1 + x)}, exact for small x. */
public record Log1p() implements Unary {
    @Override
    public String name() {
        return "log1p";
    }

    /** {@code dx = dy / (1 + x)}. */
    @Override
    public void gradient(Node y, Pullback pullback) {
        Emitter e = pullback.emitter();
        pullback.add(0, e.divide(pullback.cotangent(), e.add(y.operand(0), e.constant(y.type(), 1))));
    }
}
