package org.fascicle.backend.cpu.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * {@code aᵇ = e^(b·ln a)} with the logarithm in two floats: 7 more bits than one has are what a result near the ends
 * of the range needs.
 */
public final class PowerFunction {
    /** An upper part of ln 2 with 16 bits: its product with any exponent is exact. */
    private static final float LN2_UPPER = 0x1.62e4p-1f;
    private static final float LN2_REST = 0x1.7f7d1cp-20f;
    /** Exponents up to here have a fraction or a lowest bit that rounding finds. */
    private static final float LARGE = 0x1p21f;

    private PowerFunction() {
    }

    /** {@code aᵇ}, within 3 ulp, where {@link #isOrdinary} holds; anything elsewhere. */
    public static FloatVector pow(FloatVector a, FloatVector b) {
        IntVector above = a.abs().reinterpretAsInts().sub(Logarithm.ROOT_HALF);
        FloatVector n = Logarithm.exponent(above);
        FloatVector m = Logarithm.mantissa(above);
        // ln m = 2·atanh s, with s = (m − 1)/(m + 1) in two floats
        FloatVector numerator = m.sub(1f);
        FloatVector denominator = m.add(1f);
        FloatVector rounded = m.sub(denominator.sub(1f));
        FloatVector s = numerator.div(denominator);
        FloatVector rest = s.neg().fma(denominator, numerator).sub(s.mul(rounded)).div(denominator);
        FloatVector square = s.mul(s);
        FloatVector tail = tail(square).mul(square).mul(s);
        FloatVector upper = n.mul(LN2_UPPER);
        FloatVector twice = s.add(s);
        FloatVector high = upper.add(twice);
        FloatVector back = high.sub(upper);
        FloatVector low = upper.sub(high.sub(back)).add(twice.sub(back));
        // the slope of atanh is 1/(1 − s²)
        rest = rest.fma(square, rest);
        low = low.add(Fma.fma(rest.add(tail), 2f, n.mul(LN2_REST)));
        return signed(product(b, high, low), a, b);
    }

    /** A normal, finite, positive or negative base, and an exponent that is neither 0 nor so large. */
    public static VectorMask<Float> isOrdinary(FloatVector a, FloatVector b) {
        FloatVector base = a.abs();
        FloatVector exponent = b.abs();
        return base.compare(VectorOperators.LT, Float.POSITIVE_INFINITY)
                .and(base.compare(VectorOperators.GE, Float.MIN_NORMAL))
                .and(exponent.compare(VectorOperators.LT, LARGE)).and(exponent.compare(VectorOperators.GT, 0f));
    }

    /** The same of two numbers. */
    public static boolean isOrdinary(float a, float b) {
        return Math.abs(a) < Float.POSITIVE_INFINITY && Math.abs(a) >= Float.MIN_NORMAL
                && Math.abs(b) < LARGE && Math.abs(b) > 0;
    }

    /** {@code aᵇ} of any two numbers as IEEE 754 says: unlike Java's, 1 to any power is 1, and −1 to an infinite one. */
    public static float pow(float a, float b) {
        return a == 1 || a == -1 && Float.isInfinite(b) ? 1 : (float) StrictMath.pow(a, b);
    }

    private static FloatVector product(FloatVector b, FloatVector high, FloatVector low) {
        FloatVector sum = high.add(low);
        FloatVector rest = high.sub(sum).add(low);
        FloatVector product = b.mul(sum);
        FloatVector lost = b.fma(sum, product.neg());
        return Exponential.exp(product, b.fma(rest, lost));
    }

    /** For a negative base: the sign by the parity of the exponent, NaN where that is no integer. */
    private static FloatVector signed(FloatVector y, FloatVector a, FloatVector b) {
        FloatVector half = b.mul(0.5f);
        VectorMask<Float> integer = round(b).compare(VectorOperators.EQ, b);
        VectorMask<Float> even = round(half).compare(VectorOperators.EQ, half);
        FloatVector negative = y.neg().blend(y, even).blend(Float.NaN, integer.not());
        return y.blend(negative, a.compare(VectorOperators.LT, 0f));
    }

    private static FloatVector round(FloatVector x) {
        return x.add(Exponential.ROUNDER).sub(Exponential.ROUNDER);
    }

    /** {@code (atanh s / s − 1)/s²} by s², error of the fit 2.5e-11. */
    private static FloatVector tail(FloatVector square) {
        FloatVector t = square.fma(0x1.f13e66p-4f, 0x1.23d3d6p-3f);
        t = Fma.step(t, square, 0x1.999c26p-3f);
        return Fma.step(t, square, 0x1.555554p-2f);
    }
}
