package org.fascicle.graph.op;

import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/** The larger of a and b; NaN where either is. */
public record Maximum() implements Binary {
    @Override
    public String name() {
        return "maximum";
    }

    /** dy to the larger, half to each of two equals. */
    @Override
    public void gradient(Node y, Pullback pullback) {
        Emitter e = pullback.emitter();
        Node left = y.operand(0);
        Node right = y.operand(1);
        Node half = e.scale(pullback.cotangent(), 0.5);
        Node zero = e.constant(y.type(), 0);
        Node tie = e.select(e.emit(new Compare(Comparison.EQUAL), left, right), half, zero);
        Node first = e.emit(new Compare(Comparison.GREATER), left, right);
        Node second = e.emit(new Compare(Comparison.GREATER), right, left);
        pullback.add(0, e.select(first, pullback.cotangent(), tie));
        pullback.add(1, e.select(second, pullback.cotangent(), tie));
    }
}
