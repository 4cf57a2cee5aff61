package org.fascicle.backend.cpu.math;

import static org.fascicle.backend.cpu.math.Exponential.EXPONENT_BIAS;
import static org.fascicle.backend.cpu.math.Exponential.EXPONENT_SHIFT;
import static org.fascicle.backend.cpu.math.Exponential.LN2_HIGH;
import static org.fascicle.backend.cpu.math.Exponential.LN2_LOW;
import static org.fascicle.backend.cpu.math.Exponential.ROUNDER;
import static org.fascicle.backend.cpu.math.Exponential.ROUNDER_BITS;
import static org.fascicle.graph.op.Comparison.EQUAL;
import static org.fascicle.graph.op.Comparison.LESS;

import org.fascicle.backend.cpu.code.Lane;
import org.fascicle.backend.cpu.code.Value;

/**
 * Natural logarithms: {@code x = 2ⁿ·(1 + f)} with {@code √½ ≤ 1 + f < √2}, and a polynomial in f.
 */
public final class Logarithm {
    static final int ROOT_HALF = 0x3f3504f3;
    static final int MANTISSA = 0x007fffff;
    private static final float TWO_25 = 0x1p25f;
    private static final float[] P = {-0x1.420282p-4f, 0x1.07d878p-3f, -0x1.0cdfa0p-3f, 0x1.226cf6p-3f,
        -0x1.547888p-3f, 0x1.99a5aap-3f, -0x1.000222p-2f, 0x1.55554ap-2f};

    private Logarithm() {
    }

    /** {@code ln x}, within 1 ulp: −∞ at 0, NaN below. */
    public static Value log(Lane lane, Value x) {
        Value subnormal = lane.compare(LESS, x, Value.of(Float.MIN_NORMAL));
        Value normal = lane.choose(subnormal, lane.multiply(x, Value.of(TWO_25)), x);
        Value above = lane.subtract(lane.bits(normal), Value.of(ROOT_HALF));
        Value whole = whole(lane, exponent(lane, above));
        whole = lane.choose(subnormal, lane.subtract(whole, Value.of(25f)), whole);
        return ends(lane, x, sum(lane, fraction(lane, above), whole), 0);
    }

    /** {@code ln(1 + x)}, within 2 ulp: what {@code 1 + x} loses in rounding is put back. */
    public static Value log1p(Lane lane, Value x) {
        Value u = lane.add(x, Value.of(1f));
        Value x1 = lane.subtract(u, Value.of(1f));
        Value lost = lane.add(lane.add(lane.subtract(x1, u), Value.of(1f)), lane.subtract(x, x1));
        Value above = lane.subtract(lane.bits(u), Value.of(ROOT_HALF));
        Value exponent = exponent(lane, above);
        // 2⁻ⁿ; where that would be subnormal nothing was lost
        Value scale = Exponential.powerOfTwo(lane, lane.negate(exponent), EXPONENT_BIAS);
        scale = lane.choose(lane.compare(LESS, u, Value.of(0x1p100f)), scale, Value.of(0f));
        Value y = sum(lane, lane.fma(lost, scale, fraction(lane, above)), whole(lane, exponent));
        return lane.choose(lane.compare(EQUAL, x, Value.of(0f)), x, ends(lane, x, y, -1));
    }

    /** The n of {@code 2ⁿ}, from the bits above those of √½. */
    static Value exponent(Lane lane, Value above) {
        return lane.shiftRightSigned(above, Value.of(EXPONENT_SHIFT));
    }

    /** A small whole number as a float. */
    static Value whole(Lane lane, Value exponent) {
        return lane.subtract(lane.fromBits(lane.add(exponent, Value.of(ROUNDER_BITS))), Value.of(ROUNDER));
    }

    /** {@code 1 + f}, from the bits above those of √½. */
    static Value mantissa(Lane lane, Value above) {
        return lane.fromBits(lane.add(lane.and(above, Value.of(MANTISSA)), Value.of(ROOT_HALF)));
    }

    private static Value fraction(Lane lane, Value above) {
        return lane.subtract(mantissa(lane, above), Value.of(1f));
    }

    /** From f and n: {@code n·ln 2 + f − f²/2 + f³·P(f)}, relative error of the fit 6e-9. */
    private static Value sum(Lane lane, Value x, Value whole) {
        Value square = lane.multiply(x, x);
        Value cube = lane.multiply(lane.multiply(Polynomial.at(lane, x, P), x), square);
        Value small = lane.fma(whole, Value.of(LN2_LOW), cube);
        small = lane.add(lane.fma(square, Value.of(-0.5f), small), x);
        return lane.fma(whole, Value.of(LN2_HIGH), small);
    }

    /** −∞ at the end of what has a logarithm, NaN below it; what is infinite or NaN stays. */
    private static Value ends(Lane lane, Value x, Value y, float end) {
        Value z = lane.choose(lane.compare(LESS, x, Value.of(Float.POSITIVE_INFINITY)), y, x);
        z = lane.choose(lane.compare(EQUAL, x, Value.of(end)), Value.of(Float.NEGATIVE_INFINITY), z);
        return lane.choose(lane.compare(LESS, x, Value.of(end)), Value.of(Float.NaN), z);
    }
}
