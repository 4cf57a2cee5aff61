package org.fascicle.graph.op;

import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/** Error function {@code 2/√π ∫₀ˣ e^(−t²) dt}. */
public record Erf() implements Unary {
    @Override
    public String name() {
        return "erf";
    }

    /** {@code dx = dy · 2/√π · e^(−x²)}. */
    @Override
    public void gradient(Node y, Pullback pullback) {
        Emitter e = pullback.emitter();
        Node x = y.operand(0);
        Node slope = e.scale(e.emit(new Exp(), e.negate(e.multiply(x, x))), 2 / Math.sqrt(Math.PI));
        pullback.add(0, e.multiply(pullback.cotangent(), slope));
    }
}
