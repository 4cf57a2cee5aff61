package org.fascicle.backend.cpu.math;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;
import static org.fascicle.backend.cpu.math.Exponential.EXPONENT_BIAS;
import static org.fascicle.backend.cpu.math.Exponential.EXPONENT_SHIFT;
import static org.fascicle.backend.cpu.math.Exponential.LN2_HIGH;
import static org.fascicle.backend.cpu.math.Exponential.LN2_LOW;
import static org.fascicle.backend.cpu.math.Exponential.ROUNDER;
import static org.fascicle.backend.cpu.math.Exponential.ROUNDER_BITS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * Natural logarithms: {@code x = 2ⁿ·(1 + f)} with {@code √½ ≤ 1 + f < √2}, then {@code n·ln 2 + ln(1 + f)}. A tile is
 * lent for n.
 */
public final class Logarithm {
    static final int ROOT_HALF = 0x3f3504f3;
    static final int MANTISSA = 0x007fffff;
    private static final float TWO_25 = 0x1p25f;

    private Logarithm() {
    }

    /** {@code ln x}, within 1 ulp: −∞ at 0, NaN below. */
    public static void log(float[] f, int n, int to, int a, int lent) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            VectorMask<Float> subnormal = x.compare(LT, Float.MIN_NORMAL);
            IntVector above = x.blend(x.mul(TWO_25), subnormal).reinterpretAsInts().sub(ROOT_HALF);
            IntVector exponent = above.lanewise(ASHR, EXPONENT_SHIFT);
            FloatVector whole = exponent.add(ROUNDER_BITS).reinterpretAsFloats().sub(ROUNDER);
            whole.blend(whole.sub(25f), subnormal).intoArray(f, lent + i);
            above.and(MANTISSA).add(ROOT_HALF).reinterpretAsFloats().sub(1f).intoArray(f, to + i);
        }
        sum(f, n, to, lent);
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector y = FloatVector.fromArray(FLOATS, f, to + i);
            x.blend(y, x.compare(LT, Float.POSITIVE_INFINITY)).blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f))
                    .blend(Float.NaN, x.compare(LT, 0f)).intoArray(f, to + i);
        }
    }

    /** {@code ln(1 + x)}, within 2 ulp: what {@code 1 + x} loses in rounding is put back. */
    public static void log1p(float[] f, int n, int to, int a, int lent) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector u = x.add(1f);
            FloatVector x1 = u.sub(1f);
            FloatVector lost = x1.sub(u).add(1f).add(x.sub(x1));
            IntVector above = u.reinterpretAsInts().sub(ROOT_HALF);
            IntVector exponent = above.lanewise(ASHR, EXPONENT_SHIFT);
            exponent.add(ROUNDER_BITS).reinterpretAsFloats().sub(ROUNDER).intoArray(f, lent + i);
            // 2⁻ⁿ; where that would be subnormal nothing was lost
            FloatVector scale = exponent.neg().add(EXPONENT_BIAS).lanewise(LSHL, EXPONENT_SHIFT).reinterpretAsFloats();
            scale = FloatVector.zero(FLOATS).blend(scale, u.compare(LT, 0x1p100f));
            FloatVector fraction = above.and(MANTISSA).add(ROOT_HALF).reinterpretAsFloats().sub(1f);
            lost.fma(scale, fraction).intoArray(f, to + i);
        }
        sum(f, n, to, lent);
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector y = FloatVector.fromArray(FLOATS, f, to + i);
            x.blend(y, x.compare(LT, Float.POSITIVE_INFINITY)).blend(Float.NEGATIVE_INFINITY, x.compare(EQ, -1f))
                    .blend(Float.NaN, x.compare(LT, -1f)).blend(x, x.compare(EQ, 0f)).intoArray(f, to + i);
        }
    }

    /** From f and n: {@code n·ln 2 + f − f²/2 + f³·P(f)}, relative error of the fit 6e-9. */
    private static void sum(float[] f, int n, int fractions, int exponents) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, fractions + i);
            FloatVector whole = FloatVector.fromArray(FLOATS, f, exponents + i);
            FloatVector p = x.fma(-0x1.420282p-4f, 0x1.07d878p-3f).lanewise(FMA, x, -0x1.0cdfa0p-3f)
                    .lanewise(FMA, x, 0x1.226cf6p-3f).lanewise(FMA, x, -0x1.547888p-3f)
                    .lanewise(FMA, x, 0x1.99a5aap-3f).lanewise(FMA, x, -0x1.000222p-2f)
                    .lanewise(FMA, x, 0x1.55554ap-2f);
            FloatVector square = x.mul(x);
            FloatVector small = whole.lanewise(FMA, LN2_LOW, p.mul(x).mul(square));
            small = square.lanewise(FMA, -0.5f, small).add(x);
            whole.lanewise(FMA, LN2_HIGH, small).intoArray(f, fractions + i);
        }
    }
}
