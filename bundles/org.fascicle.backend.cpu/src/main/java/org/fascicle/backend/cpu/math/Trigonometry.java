package org.fascicle.backend.cpu.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Sine and cosine: {@code x = n·π/2 + r} with {@code |r| ≤ π/4}, π/2 in three parts, then the polynomial that the
 * quadrant asks for.
 */
public final class Trigonometry {
    /** Up to this size three parts of π/2 are enough; beyond, take {@link StrictMath}. */
    public static final float LIMIT = 0x1p15f;
    private static final float TWO_BY_PI = 0x1.45f306p-1f;
    private static final float HALF_PI_HIGH = 0x1.921fb6p0f;
    private static final float HALF_PI_MIDDLE = -0x1.777a5cp-25f;
    private static final float HALF_PI_LOW = -0x1.ee59dap-50f;

    private Trigonometry() {
    }

    /** {@code sin x} for {@code |x| ≤} {@link #LIMIT}, within 1.6 ulp. */
    public static FloatVector sin(FloatVector x) {
        return quadrant(x, 0).blend(x, x.compare(VectorOperators.EQ, 0f));
    }

    /** {@code cos x} for {@code |x| ≤} {@link #LIMIT}, within 1.6 ulp. */
    public static FloatVector cos(FloatVector x) {
        return quadrant(x, 1);
    }

    private static FloatVector quadrant(FloatVector x, int shift) {
        FloatVector shifted = x.fma(TWO_BY_PI, Exponential.ROUNDER);
        FloatVector n = shifted.sub(Exponential.ROUNDER);
        FloatVector r = Fma.fma(n, -HALF_PI_LOW, Fma.fma(n, -HALF_PI_MIDDLE, Fma.fma(n, -HALF_PI_HIGH, x)));
        IntVector quadrant = shifted.reinterpretAsInts().add(shift);
        VectorMask<Float> odd = quadrant.and(1).compare(VectorOperators.NE, 0).cast(x.species());
        VectorMask<Float> negative = quadrant.and(2).compare(VectorOperators.NE, 0).cast(x.species());
        FloatVector square = r.mul(r);
        FloatVector y = sine(r, square).blend(cosine(square), odd);
        return y.blend(y.neg(), negative);
    }

    /** {@code r + r³·S(r²)}, relative error of the fit 4e-9. */
    private static FloatVector sine(FloatVector r, FloatVector square) {
        FloatVector s = square.fma(-0x1.9955cap-13f, 0x1.11077cp-7f);
        s = Fma.step(s, square, -0x1.555546p-3f);
        return s.mul(square).fma(r, r);
    }

    /** {@code 1 − r²/2 + r⁴·C(r²)}, error of the fit 1e-10. */
    private static FloatVector cosine(FloatVector square) {
        FloatVector c = square.fma(0x1.99e0e4p-16f, -0x1.6c0c1ap-10f);
        c = Fma.step(c, square, 0x1.55554ap-5f);
        return c.fma(square.mul(square), square.fma(-0.5f, 1f));
    }
}
