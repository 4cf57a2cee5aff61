package org.fascicle.graph.op;

import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/** {@code eˣ − 1}, exact for small x. */
public record Expm1() implements Unary {
    @Override
    public String name() {
        return "expm1";
    }

    /** {@code dx = dy · (y + 1)}. */
    @Override
    public void gradient(Node y, Pullback pullback) {
        Emitter e = pullback.emitter();
        pullback.add(0, e.multiply(pullback.cotangent(), e.add(y, e.constant(y.type(), 1))));
    }
}
