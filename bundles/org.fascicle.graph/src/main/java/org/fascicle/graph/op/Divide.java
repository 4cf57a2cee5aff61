package org.fascicle.graph.op;

import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/** {@code a / b}; integers are cut towards zero, and {@code a / 0} is 0 for them. */
public record Divide() implements Binary {
    @Override
    public String name() {
        return "divide";
    }

    /** {@code da = dy / b, db = −dy · y / b}. */
    @Override
    public void gradient(Node y, Pullback pullback) {
        Emitter e = pullback.emitter();
        Node byDivisor = e.divide(pullback.cotangent(), y.operand(1));
        pullback.add(0, byDivisor);
        pullback.add(1, e.negate(e.multiply(byDivisor, y)));
    }
}
