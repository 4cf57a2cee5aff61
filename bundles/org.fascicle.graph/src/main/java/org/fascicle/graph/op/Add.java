package org.fascicle.graph.op;

import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/** {@code a + b}; integers wrap around. */
public record Add() implements Binary {
    @Override
    public String name() {
        return "add";
    }

    /** {@code da = dy, db = dy}. */
    @Override
    public void gradient(Node y, Pullback pullback) {
        pullback.add(0, pullback.cotangent());
        pullback.add(1, pullback.cotangent());
    }
}
