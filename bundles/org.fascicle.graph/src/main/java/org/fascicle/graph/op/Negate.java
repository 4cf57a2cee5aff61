package org.fascicle.graph.op;

import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/** {@code −x}. */
public record Negate() implements Unary {
    @Override
    public String name() {
        return "negate";
    }

    @Override
    public boolean accepts(DType dtype) {
        return dtype.isFloating() || dtype == DType.I32;
    }

    /** {@code dx = −dy}. */
    @Override
    public void gradient(Node y, Pullback pullback) {
        pullback.add(0, pullback.emitter().negate(pullback.cotangent()));
    }
}
