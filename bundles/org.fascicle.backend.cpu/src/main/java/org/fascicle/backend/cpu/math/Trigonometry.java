package org.fascicle.backend.cpu.math;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.NE;
import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;
import static org.fascicle.backend.cpu.math.Exponential.ROUNDER;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * Sine and cosine: {@code x = n·π/2 + r} with {@code |r| ≤ π/4}, π/2 in three parts, then the polynomial that the
 * quadrant asks for. Numbers that are too large for three parts are left to {@link StrictMath}, one by one.
 */
public final class Trigonometry {
    private static final float LIMIT = 0x1p15f;
    private static final float TWO_BY_PI = 0x1.45f306p-1f;
    private static final float HALF_PI_HIGH = 0x1.921fb6p0f;
    private static final float HALF_PI_MIDDLE = -0x1.777a5cp-25f;
    private static final float HALF_PI_LOW = -0x1.ee59dap-50f;

    private Trigonometry() {
    }

    /** {@code sin x}, within 1.6 ulp. */
    public static void sin(float[] f, int n, int to, int a) {
        // −0 is its own sine
        if (quadrants(f, n, to, a, 0, 0)) {
            for (int i = 0; i < n; i++) {
                f[to + i] = Math.abs(f[a + i]) > LIMIT ? (float) StrictMath.sin(f[a + i]) : f[to + i];
            }
        }
    }

    /** {@code cos x}, within 1.6 ulp. */
    public static void cos(float[] f, int n, int to, int a) {
        // nothing equals NaN: no number is its own cosine
        if (quadrants(f, n, to, a, 1, Float.NaN)) {
            for (int i = 0; i < n; i++) {
                f[to + i] = Math.abs(f[a + i]) > LIMIT ? (float) StrictMath.cos(f[a + i]) : f[to + i];
            }
        }
    }

    /**
     * The sine, so many quadrants further on.
     *
     * @param fixed what is given back unchanged
     * @return whether there is a number beyond the limit
     */
    private static boolean quadrants(float[] f, int n, int to, int a, int further, float fixed) {
        boolean huge = false;
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            huge |= x.abs().compare(GT, LIMIT).anyTrue();
            FloatVector shifted = x.fma(TWO_BY_PI, ROUNDER);
            FloatVector whole = shifted.sub(ROUNDER);
            FloatVector r = whole.lanewise(FMA, -HALF_PI_HIGH, x);
            r = whole.lanewise(FMA, -HALF_PI_LOW, whole.lanewise(FMA, -HALF_PI_MIDDLE, r));
            IntVector quadrant = shifted.reinterpretAsInts().add(further);
            VectorMask<Float> odd = quadrant.and(1).compare(NE, 0).cast(FLOATS);
            VectorMask<Float> negative = quadrant.and(2).compare(NE, 0).cast(FLOATS);
            FloatVector square = r.mul(r);
            // r + r³·S(r²), relative error of the fit 4e-9
            FloatVector sine = square.fma(-0x1.9955cap-13f, 0x1.11077cp-7f).lanewise(FMA, square, -0x1.555546p-3f)
                    .mul(square).fma(r, r);
            // 1 − r²/2 + r⁴·C(r²), error of the fit 1e-10
            FloatVector cosine = square.fma(0x1.99e0e4p-16f, -0x1.6c0c1ap-10f).lanewise(FMA, square, 0x1.55554ap-5f)
                    .fma(square.mul(square), square.fma(-0.5f, 1f));
            FloatVector y = sine.blend(cosine, odd);
            y.blend(y.neg(), negative).blend(x, x.compare(EQ, fixed)).intoArray(f, to + i);
        }
        return huge;
    }
}
