package org.fascicle.graph.op;

import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/** {@code aᵇ} as in IEEE 754: {@code a⁰ = 1}, NaN for a negative base and a broken exponent. */
public record Power() implements Binary {
    @Override
    public String name() {
        return "power";
    }

    @Override
    public boolean accepts(DType dtype) {
        return dtype.isFloating();
    }

    /** {@code da = dy · b · aᵇ⁻¹, db = dy · y · ln a}, with db = 0 where a = 0 (PyTorch does the same). */
    @Override
    public void gradient(Node y, Pullback pullback) {
        Emitter e = pullback.emitter();
        Node base = y.operand(0);
        Node exponent = y.operand(1);
        Node one = e.constant(y.type(), 1);
        Node zero = e.constant(y.type(), 0);
        Node slope = e.multiply(exponent, e.emit(new Power(), base, e.subtract(exponent, one)));
        pullback.add(0, e.multiply(pullback.cotangent(), e.select(e.emit(new Compare(Comparison.EQUAL), exponent, zero),
                zero, slope)));
        Node atZero = e.emit(new Compare(Comparison.EQUAL), base, zero);
        Node logarithm = e.emit(new Log(), e.select(atZero, one, base));
        pullback.add(1, e.multiply(pullback.cotangent(), e.select(atZero, zero, e.multiply(y, logarithm))));
    }
}
