package org.fascicle.backend.cpu.math;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;
import static org.fascicle.backend.cpu.math.Exponential.EXPONENT_SHIFT;
import static org.fascicle.backend.cpu.math.Exponential.ROUNDER;
import static org.fascicle.backend.cpu.math.Exponential.ROUNDER_BITS;
import static org.fascicle.backend.cpu.math.Logarithm.MANTISSA;
import static org.fascicle.backend.cpu.math.Logarithm.ROOT_HALF;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * {@code aᵇ = e^(b·ln a)} with the logarithm in two floats: 7 more bits than one has are what a result near the ends
 * of the range needs. Rare operands (a base that is 0, subnormal, infinite or NaN; an exponent that is 0 or huge) are
 * left to {@link StrictMath}, one by one.
 */
public final class PowerFunction {
    /** An upper part of ln 2 with 16 bits: its product with any exponent is exact. */
    private static final float LN2_UPPER = 0x1.62e4p-1f;
    private static final float LN2_REST = 0x1.7f7d1cp-20f;
    /** Exponents below have a fraction or a lowest bit that rounding finds. */
    private static final float LARGE = 0x1p21f;

    private PowerFunction() {
    }

    /** {@code aᵇ}, within 3 ulp, as IEEE 754 says for every pair. A tile is lent for what one float loses. */
    public static void pow(float[] f, int n, int to, int a, int b, int lent) {
        logarithm(f, n, to, lent, a);
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector exponent = FloatVector.fromArray(FLOATS, f, b + i);
            FloatVector high = FloatVector.fromArray(FLOATS, f, to + i);
            FloatVector low = FloatVector.fromArray(FLOATS, f, lent + i);
            FloatVector sum = high.add(low);
            FloatVector rest = high.sub(sum).add(low);
            FloatVector product = exponent.mul(sum);
            exponent.fma(rest, exponent.fma(sum, product.neg())).intoArray(f, lent + i);
            product.intoArray(f, to + i);
        }
        Exponential.expOfSum(f, n, to, to, lent);
        if (signs(f, n, to, a, b)) {
            for (int i = 0; i < n; i++) {
                f[to + i] = isOrdinary(f[a + i], f[b + i]) ? f[to + i] : rare(f[a + i], f[b + i]);
            }
        }
    }

    /** {@code ln |a|} in two parts: {@code |a| = 2ⁿ·m}, {@code ln m = 2·atanh s}, {@code s = (m − 1)/(m + 1)}. */
    private static void logarithm(float[] f, int n, int high, int low, int a) {
        for (int i = 0; i < n; i += WIDTH) {
            IntVector above = FloatVector.fromArray(FLOATS, f, a + i).abs().reinterpretAsInts().sub(ROOT_HALF);
            FloatVector whole = above.lanewise(ASHR, EXPONENT_SHIFT).add(ROUNDER_BITS).reinterpretAsFloats()
                    .sub(ROUNDER);
            FloatVector m = above.and(MANTISSA).add(ROOT_HALF).reinterpretAsFloats();
            FloatVector numerator = m.sub(1f);
            FloatVector denominator = m.add(1f);
            FloatVector rounded = m.sub(denominator.sub(1f));
            FloatVector s = numerator.div(denominator);
            FloatVector rest = s.neg().fma(denominator, numerator).sub(s.mul(rounded)).div(denominator);
            FloatVector square = s.mul(s);
            // (atanh s / s − 1)/s², error of the fit 2.5e-11; the slope of atanh is 1/(1 − s²)
            FloatVector tail = square.fma(0x1.f13e66p-4f, 0x1.23d3d6p-3f).lanewise(FMA, square, 0x1.999c26p-3f)
                    .lanewise(FMA, square, 0x1.555554p-2f);
            rest = rest.fma(square, rest).add(tail.mul(square).mul(s));
            FloatVector upper = whole.mul(LN2_UPPER);
            FloatVector twice = s.add(s);
            FloatVector sum = upper.add(twice);
            FloatVector back = sum.sub(upper);
            FloatVector lost = upper.sub(sum.sub(back)).add(twice.sub(back));
            lost.add(rest.lanewise(FMA, 2f, whole.mul(LN2_REST))).intoArray(f, low + i);
            sum.intoArray(f, high + i);
        }
    }

    /**
     * Gives powers of a negative base their sign, by the parity of the exponent, or NaN where that is no integer.
     *
     * @return whether there are rare operands
     */
    private static boolean signs(float[] f, int n, int to, int a, int b) {
        boolean rare = false;
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector base = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector exponent = FloatVector.fromArray(FLOATS, f, b + i);
            FloatVector y = FloatVector.fromArray(FLOATS, f, to + i);
            FloatVector half = exponent.mul(0.5f);
            VectorMask<Float> integer = exponent.add(ROUNDER).sub(ROUNDER).compare(EQ, exponent);
            VectorMask<Float> even = half.add(ROUNDER).sub(ROUNDER).compare(EQ, half);
            FloatVector signed = y.neg().blend(y, even).blend(Float.NaN, integer.not());
            y.blend(signed, base.compare(LT, 0f)).intoArray(f, to + i);
            FloatVector size = base.abs();
            FloatVector power = exponent.abs();
            rare |= !size.compare(LT, Float.POSITIVE_INFINITY).and(size.compare(GE, Float.MIN_NORMAL))
                    .and(power.compare(LT, LARGE)).and(power.compare(GT, 0f)).allTrue();
        }
        return rare;
    }

    private static boolean isOrdinary(float a, float b) {
        return Math.abs(a) < Float.POSITIVE_INFINITY && Math.abs(a) >= Float.MIN_NORMAL
                && Math.abs(b) < LARGE && Math.abs(b) > 0;
    }

    /** Unlike Java's, 1 to any power is 1, and −1 to an infinite one. */
    private static float rare(float a, float b) {
        return a == 1 || a == -1 && Float.isInfinite(b) ? 1 : (float) StrictMath.pow(a, b);
    }
}
