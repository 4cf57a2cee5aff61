package org.fascicle.graph.op;

import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/** -1, 0 or 1 as x is negative, zero or positive. */
public record Sign() implements Unary {
    @Override
    public String name() {
        return "sign";
    }

    @Override
    public boolean accepts(DType dtype) {
        return dtype.isFloating() || dtype == DType.I32;
    }

    /** Zero everywhere. */
    @Override
    public void gradient(Node y, Pullback pullback) {
        // piecewise constant: no operand has a derivative
    }
}
