package org.fascicle.graph.op;

import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/** Bitwise and of integers, conjunction of truth values. */
public record And() implements Binary {
    @Override
    public String name() {
        return "and";
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
