package org.fascicle.backend.cpu.math;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Functions of eˣ. The loops reduce {@code x = n·ln 2 + r} with {@code |r| ≤ ln 2 / 2} and use one polynomial,
 * {@code eʳ − 1 = r + r²·Q(r)}, relative error of the fit 1.4e-8.
 */
public final class Exponential {
    /** Added and taken off again it rounds to an integer, which its low bits hold meanwhile. */
    static final float ROUNDER = 0x1.8p23f;
    static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);
    static final int EXPONENT_SHIFT = 23;
    static final int EXPONENT_BIAS = 127;
    static final float LN2_HIGH = 0x1.62e43p-1f;
    static final float LN2_LOW = -0x1.05c61p-29f;
    private static final float LOG2_E = 0x1.715476p0f;
    private static final float Q0 = 0.5f;
    private static final float Q1 = 0x1.5554b2p-3f;
    private static final float Q2 = 0x1.5554c8p-5f;
    private static final float Q3 = 0x1.12266ep-7f;
    private static final float Q4 = 0x1.6d721ep-10f;
    /** Above this eˣ is infinite, and below its negative zero, in f32. */
    private static final float BEYOND = 104;

    private Exponential() {
    }

    /** {@code eˣ}, within 1.1 ulp; subnormal results too. In place if need be. */
    public static void exp(float[] f, int n, int to, int a) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector shifted = x.fma(LOG2_E, ROUNDER);
            FloatVector whole = shifted.sub(ROUNDER);
            FloatVector r = whole.lanewise(FMA, -LN2_LOW, whole.lanewise(FMA, -LN2_HIGH, x));
            FloatVector q = r.fma(Q4, Q3).lanewise(FMA, r, Q2).lanewise(FMA, r, Q1).lanewise(FMA, r, Q0);
            FloatVector y = q.fma(r.mul(r), r).add(1f);
            // times 2ⁿ in two steps: what is subnormal is rounded once, what is too large becomes infinite
            IntVector exponent = shifted.reinterpretAsInts().sub(ROUNDER_BITS);
            IntVector half = exponent.lanewise(ASHR, 1);
            IntVector rest = exponent.sub(half);
            y = y.mul(half.add(EXPONENT_BIAS).lanewise(LSHL, EXPONENT_SHIFT).reinterpretAsFloats());
            y = y.mul(rest.add(EXPONENT_BIAS).lanewise(LSHL, EXPONENT_SHIFT).reinterpretAsFloats());
            y = y.blend(Float.POSITIVE_INFINITY, x.compare(GT, BEYOND)).blend(0f, x.compare(LT, -BEYOND));
            y.intoArray(f, to + i);
        }
    }

    /** {@code e^(a + b)}, the same way, where b is what a lacks: at most some units in its last place. In place. */
    static void expOfSum(float[] f, int n, int to, int a, int b) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector shifted = x.fma(LOG2_E, ROUNDER);
            FloatVector whole = shifted.sub(ROUNDER);
            FloatVector r = whole.lanewise(FMA, -LN2_HIGH, x).add(FloatVector.fromArray(FLOATS, f, b + i));
            r = whole.lanewise(FMA, -LN2_LOW, r);
            FloatVector q = r.fma(Q4, Q3).lanewise(FMA, r, Q2).lanewise(FMA, r, Q1).lanewise(FMA, r, Q0);
            FloatVector y = q.fma(r.mul(r), r).add(1f);
            IntVector exponent = shifted.reinterpretAsInts().sub(ROUNDER_BITS);
            IntVector half = exponent.lanewise(ASHR, 1);
            IntVector rest = exponent.sub(half);
            y = y.mul(half.add(EXPONENT_BIAS).lanewise(LSHL, EXPONENT_SHIFT).reinterpretAsFloats());
            y = y.mul(rest.add(EXPONENT_BIAS).lanewise(LSHL, EXPONENT_SHIFT).reinterpretAsFloats());
            y = y.blend(Float.POSITIVE_INFINITY, x.compare(GT, BEYOND)).blend(0f, x.compare(LT, -BEYOND));
            y.intoArray(f, to + i);
        }
    }

    /** {@code eˣ − 1}, within 2 ulp, without cancellation near 0. In place if need be. */
    public static void expm1(float[] f, int n, int to, int a) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector shifted = x.fma(LOG2_E, ROUNDER);
            FloatVector whole = shifted.sub(ROUNDER);
            FloatVector r = whole.lanewise(FMA, -LN2_LOW, whole.lanewise(FMA, -LN2_HIGH, x));
            FloatVector q = r.fma(Q4, Q3).lanewise(FMA, r, Q2).lanewise(FMA, r, Q1).lanewise(FMA, r, Q0);
            q = q.fma(r.mul(r), r);
            // 2ⁿ is beyond f32 for n = 128, half of it is not
            IntVector exponent = shifted.reinterpretAsInts().sub(ROUNDER_BITS);
            FloatVector half = exponent.add(EXPONENT_BIAS - 1).lanewise(LSHL, EXPONENT_SHIFT).reinterpretAsFloats();
            FloatVector y = q.fma(half, half.sub(0.5f)).mul(2f);
            y = y.blend(Float.POSITIVE_INFINITY, x.compare(GT, 88.75f)).blend(-1f, x.compare(LT, -20f));
            y.blend(x, x.compare(EQ, 0f)).intoArray(f, to + i);
        }
    }

    /** {@code tanh x = e/(e + 2)} with {@code e = e^(2|x|) − 1} and the sign of x, within 2.5 ulp. */
    public static void tanh(float[] f, int n, int to, int a) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector size = FloatVector.fromArray(FLOATS, f, a + i).abs();
            size.blend(10f, size.compare(GT, 10f)).mul(2f).intoArray(f, to + i);
        }
        expm1(f, n, to, to);
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector e = FloatVector.fromArray(FLOATS, f, to + i);
            FloatVector y = e.div(e.add(2f));
            y.blend(y.neg(), x.compare(LT, 0f)).blend(x, x.compare(EQ, 0f)).intoArray(f, to + i);
        }
    }

    /** {@code 1/(1 + e⁻ˣ)}, within 2.5 ulp, without overflow: the numerator is e⁻|ˣ| for negative x. */
    public static void logistic(float[] f, int n, int to, int a) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector.fromArray(FLOATS, f, a + i).abs().neg().intoArray(f, to + i);
        }
        exp(f, n, to, to);
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector e = FloatVector.fromArray(FLOATS, f, to + i);
            FloatVector numerator = FloatVector.broadcast(FLOATS, 1f).blend(e, x.compare(LT, 0f));
            numerator.div(e.add(1f)).intoArray(f, to + i);
        }
    }
}
