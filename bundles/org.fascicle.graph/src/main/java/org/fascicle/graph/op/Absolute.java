package org.fascicle.graph.op;

import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/** {@code |x|}. */
public record Absolute() implements Unary {
    @Override
    public String name() {
        return "absolute";
    }

    @Override
    public boolean accepts(DType dtype) {
        return dtype.isFloating() || dtype == DType.I32;
    }

    /** {@code dx = dy · sign(x)}; 0 at 0. */
    @Override
    public void gradient(Node y, Pullback pullback) {
        Emitter e = pullback.emitter();
        pullback.add(0, e.multiply(pullback.cotangent(), e.emit(new Sign(), y.operand(0))));
    }
}
