package org.fascicle.graph.op;

import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/** {@code 1 / (1 + e⁻ˣ)}, without overflow at either end. */
public record Logistic() implements Unary {
    @Override
    public String name() {
        return "logistic";
    }

    /** {@code dx = dy · y · (1 − y)}. */
    @Override
    public void gradient(Node y, Pullback pullback) {
        Emitter e = pullback.emitter();
        pullback.add(0, e.multiply(pullback.cotangent(), e.multiply(y, e.subtract(e.constant(y.type(), 1), y))));
    }
}
