package org.fascicle.backend.cpu.math;

import static org.fascicle.graph.op.Comparison.EQUAL;
import static org.fascicle.graph.op.Comparison.GREATER;
import static org.fascicle.graph.op.Comparison.LESS;

import org.fascicle.backend.cpu.code.Lane;
import org.fascicle.backend.cpu.code.Value;

/** The error function, in two pieces that meet at {@code |x| = 0.95}. */
public final class ErrorFunction {
    private static final float MEETING = 0.95f;
    /** From here on erf is 1 in f32. */
    private static final float FLAT = 4f;
    private static final float[] G = {-0x1.93c95cp-13f, 0x1.8a7c14p-9f, -0x1.69f5a8p-6f, 0x1.a88ceep-4f,
        0x1.46672ap-1f, 0x1.20a2a4p0f, 0x1.fdc146p-13f};
    private static final float[] R = {0x1.4f045ep-14f, -0x1.a5ea9cp-11f, 0x1.5446b2p-8f, -0x1.b800d0p-6f,
        0x1.ce2d62p-4f, -0x1.812740p-2f, 0x1.06eba8p-3f};

    private ErrorFunction() {
    }

    /**
     * {@code erf x}, within 2 ulp: near 0 it is {@code x + x·R(x²)}, relative error of the fit 9e-10; beyond it is
     * {@code 1 − e^(−G(|x|))} with {@code G = −ln erfc}, error of the fit in erf 1.4e-9.
     */
    public static Value erf(Lane lane, Value x) {
        Value size = lane.absolute(x);
        Value cut = lane.choose(lane.compare(GREATER, size, Value.of(FLAT)), Value.of(FLAT), size);
        Value far = lane.subtract(Value.of(1f), Exponential.exp(lane, lane.negate(Polynomial.at(lane, cut, G))));
        far = lane.choose(lane.compare(LESS, x, Value.of(0f)), lane.negate(far), far);
        Value near = lane.fma(Polynomial.at(lane, lane.multiply(x, x), R), x, x);
        Value y = lane.choose(lane.compare(GREATER, size, Value.of(MEETING)), far, near);
        return lane.choose(lane.compare(EQUAL, x, Value.of(0f)), x, y);
    }
}
