package org.fascicle.graph.op;

import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/** {@code a << b}; b from 0 to 31. */
public record ShiftLeft() implements Binary {
    @Override
    public String name() {
        return "shift-left";
    }

    @Override
    public boolean accepts(DType dtype) {
        return dtype == DType.I32;
    }

    /** None. */
    @Override
    public void gradient(Node y, Pullback pullback) {
        // integers have no derivative
    }
}
