package org.fascicle.graph.op;

import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/** {@code √x}. */
public record SquareRoot() implements Unary {
    @Override
    public String name() {
        return "sqrt";
    }

    /** {@code dx = dy / (2y)}. */
    @Override
    public void gradient(Node y, Pullback pullback) {
        Emitter e = pullback.emitter();
        pullback.add(0, e.divide(pullback.cotangent(), e.scale(y, 2)));
    }
}
