package org.fascicle.backend.cpu.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.fascicle.backend.cpu.machine.Lanes;

/** Natural logarithms: {@code x = 2ⁿ·(1 + f)} with {@code √½ ≤ 1 + f < √2}, then {@code n·ln 2 + ln(1 + f)}. */
public final class Logarithm {
    static final int ROOT_HALF = 0x3f3504f3;
    private static final int MANTISSA = 0x007fffff;
    private static final int EXPONENT_SHIFT = 23;
    private static final float TWO_25 = 0x1p25f;

    private Logarithm() {
    }

    /** {@code ln x}, within 1 ulp: −∞ at 0, NaN below. */
    public static FloatVector log(FloatVector x) {
        VectorMask<Float> subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
        IntVector above = x.blend(x.mul(TWO_25), subnormal).reinterpretAsInts().sub(ROOT_HALF);
        FloatVector n = exponent(above);
        n = n.blend(n.sub(25f), subnormal);
        return bounded(sum(mantissa(above).sub(1f), n), x);
    }

    /** {@code ln(1 + x)}, within 2 ulp: what {@code 1 + x} loses in rounding is put back. */
    public static FloatVector log1p(FloatVector x) {
        FloatVector u = x.add(1f);
        FloatVector x1 = u.sub(1f);
        FloatVector lost = x1.sub(u).add(1f).add(x.sub(x1));
        IntVector above = u.reinterpretAsInts().sub(ROOT_HALF);
        FloatVector n = exponent(above);
        FloatVector f = lost.fma(reciprocalPower(n), mantissa(above).sub(1f));
        return bounded(sum(f, n), u).blend(x, x.compare(VectorOperators.EQ, 0f));
    }

    /** {@code n·ln 2 + f − f²/2 + f³·P(f)}, relative error of the fit 6e-9. */
    private static FloatVector sum(FloatVector f, FloatVector n) {
        FloatVector p = f.fma(-0x1.4202820p-4f, 0x1.07d878p-3f);
        p = Fma.step(p, f, -0x1.0cdfa0p-3f);
        p = Fma.step(p, f, 0x1.226cf6p-3f);
        p = Fma.step(p, f, -0x1.547888p-3f);
        p = Fma.step(p, f, 0x1.99a5aap-3f);
        p = Fma.step(p, f, -0x1.000222p-2f);
        p = Fma.step(p, f, 0x1.55554ap-2f);
        FloatVector square = f.mul(f);
        FloatVector small = Fma.fma(n, Exponential.LN2_LOW, p.mul(f).mul(square));
        small = Fma.fma(square, -0.5f, small);
        return Fma.fma(n, Exponential.LN2_HIGH, small.add(f));
    }

    /** n as a float, from the bits of x less those of √½. */
    static FloatVector exponent(IntVector above) {
        IntVector n = above.lanewise(VectorOperators.ASHR, EXPONENT_SHIFT);
        return n.add(Float.floatToRawIntBits(Exponential.ROUNDER)).reinterpretAsFloats().sub(Exponential.ROUNDER);
    }

    /** {@code 1 + f}. */
    static FloatVector mantissa(IntVector above) {
        return above.and(MANTISSA).add(ROOT_HALF).reinterpretAsFloats();
    }

    /** {@code 2⁻ⁿ}; 0 where that is subnormal, which is where nothing was lost. */
    private static FloatVector reciprocalPower(FloatVector n) {
        IntVector bits = n.neg().add(Exponential.ROUNDER).reinterpretAsInts()
                .sub(Float.floatToRawIntBits(Exponential.ROUNDER));
        FloatVector power = bits.add(127).lanewise(VectorOperators.LSHL, EXPONENT_SHIFT).reinterpretAsFloats();
        return FloatVector.zero(Lanes.FLOATS).blend(power, n.compare(VectorOperators.LT, 100f));
    }

    private static FloatVector bounded(FloatVector y, FloatVector x) {
        FloatVector finite = x.blend(y, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
        return finite.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f))
                .blend(Float.NaN, x.compare(VectorOperators.LT, 0f));
    }
}
