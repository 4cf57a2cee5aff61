package org.fascicle.graph.op;

import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/** Bitwise exclusive or of integers, inequality of truth values. */
public record Xor() implements Binary {
    @Override
    public String name() {
        return "xor";
    }

    @Override
    public boolean accepts(DType dtype) {
        return dtype == DType.I32 || dtype == DType.BOOL;
    }

    /** None. */
    @Override
    public void gradient(Node y, Pullback pullback) {
        // integers have no derivative
    }
}
