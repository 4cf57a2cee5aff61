package org.fascicle.graph.op;

import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/** The largest integer that is not above x. */
public record Floor() implements Unary {
    @Override
    public String name() {
        return "floor";
    }

    /** Zero everywhere. */
    @Override
    public void gradient(Node y, Pullback pullback) {
        // piecewise constant: no operand has a derivative
    }
}
