package org.fascicle.backend.cpu.math;

import static org.fascicle.graph.op.Comparison.EQUAL;
import static org.fascicle.graph.op.Comparison.GREATER;
import static org.fascicle.graph.op.Comparison.LESS;

import org.fascicle.backend.cpu.code.Lane;
import org.fascicle.backend.cpu.code.Value;

/**
 * Functions of eˣ. All reduce {@code x = n·ln 2 + r} with {@code |r| ≤ ln 2 / 2} and use one polynomial,
 * {@code eʳ = 1 + r + r²·Q(r)}, relative error of the fit 1.4e-8.
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
    private static final float[] Q = {0x1.6d721ep-10f, 0x1.12266ep-7f, 0x1.5554c8p-5f, 0x1.5554b2p-3f, 0.5f};
    private static final float[] E = {Q[0], Q[1], Q[2], Q[3], Q[4], 1f, 1f};
    /** Above this eˣ is infinite, and below its negative zero, in f32. */
    private static final float BEYOND = 104;
    /** 2ⁿ times this power of two is normal for every n that a decay has, down to −150. */
    private static final int LIFT = 63;
    private static final float[] LOWERED = lowered(E);

    private Exponential() {
    }

    private static float[] lowered(float... coefficients) {
        float[] lowered = coefficients.clone();
        for (int i = 0; i < lowered.length; i++) {
            lowered[i] = Math.scalb(lowered[i], -LIFT);
        }
        return lowered;
    }

    /** {@code eˣ}, within 1.1 ulp; subnormal results too. */
    public static Value exp(Lane lane, Value x) {
        return expOfSum(lane, x, Value.of(0f));
    }

    /** {@code e^(x + rest)}, where rest is what x lacks: at most some units in its last place. */
    static Value expOfSum(Lane lane, Value x, Value rest) {
        // the sum of two biases: half of it, and the rest, are the biased exponents of two factors of 2ⁿ
        Rounded n = Rounded.of(lane, x, 2 * EXPONENT_BIAS);
        Value r = lane.fma(n.whole(), Value.of(-LN2_HIGH), x);
        if (!rest.equals(Value.of(0f))) {
            r = lane.add(r, rest);
        }
        Value y = Polynomial.at(lane, lane.fma(n.whole(), Value.of(-LN2_LOW), r), E);
        // in two steps: what is subnormal is rounded once, what is too large becomes infinite
        Value half = lane.shiftRight(n.bits(), Value.of(1));
        y = lane.multiply(y, power(lane, half));
        y = lane.multiply(y, power(lane, lane.subtract(n.bits(), half)));
        y = lane.choose(lane.compare(GREATER, x, Value.of(BEYOND)), Value.of(Float.POSITIVE_INFINITY), y);
        return lane.choose(lane.compare(LESS, x, Value.of(-BEYOND)), Value.of(0f), y);
    }

    /** {@code eˣ} for {@code x ≤ 0}, with the bits of {@link #exp}: one factor reaches down to the subnormal ones. */
    public static Value decay(Lane lane, Value x) {
        Rounded n = Rounded.of(lane, x, EXPONENT_BIAS + LIFT);
        Value y = lane.multiply(Polynomial.at(lane, n.remainder(lane, x), LOWERED), power(lane, n.bits()));
        return lane.choose(lane.compare(LESS, x, Value.of(-BEYOND)), Value.of(0f), y);
    }

    /** {@code eˣ − 1}, within 2 ulp, without cancellation near 0. */
    public static Value expm1(Lane lane, Value x) {
        // 2ⁿ is beyond f32 for n = 128, half of it is not
        Rounded n = Rounded.of(lane, x, EXPONENT_BIAS - 1);
        Value r = n.remainder(lane, x);
        Value half = power(lane, n.bits());
        Value q = lane.fma(Polynomial.at(lane, r, Q), lane.multiply(r, r), r);
        Value y = lane.multiply(lane.fma(q, half, lane.subtract(half, Value.of(0.5f))), Value.of(2f));
        y = lane.choose(lane.compare(GREATER, x, Value.of(88.75f)), Value.of(Float.POSITIVE_INFINITY), y);
        y = lane.choose(lane.compare(LESS, x, Value.of(-20f)), Value.of(-1f), y);
        return lane.choose(lane.compare(EQUAL, x, Value.of(0f)), x, y);
    }

    /** {@code tanh x = e/(e + 2)} with {@code e = e^(2|x|) − 1} and the sign of x, within 2.5 ulp. */
    public static Value tanh(Lane lane, Value x) {
        Value size = lane.absolute(x);
        size = lane.choose(lane.compare(GREATER, size, Value.of(10f)), Value.of(10f), size);
        Value e = expm1(lane, lane.multiply(size, Value.of(2f)));
        Value y = lane.divide(e, lane.add(e, Value.of(2f)));
        y = lane.choose(lane.compare(LESS, x, Value.of(0f)), lane.negate(y), y);
        return lane.choose(lane.compare(EQUAL, x, Value.of(0f)), x, y);
    }

    /** {@code 1/(1 + e⁻ˣ)}, within 2.5 ulp, without overflow: the numerator is e⁻|ˣ| for negative x. */
    public static Value logistic(Lane lane, Value x) {
        Value e = decay(lane, lane.negate(lane.absolute(x)));
        Value numerator = lane.choose(lane.compare(LESS, x, Value.of(0f)), e, Value.of(1f));
        return lane.divide(numerator, lane.add(e, Value.of(1f)));
    }

    /** The power of two whose biased exponent the low bits hold. */
    private static Value power(Lane lane, Value exponent) {
        return lane.fromBits(lane.shiftLeft(exponent, Value.of(EXPONENT_SHIFT)));
    }

    /** {@code 2^(exponent + bias − 127)}. */
    static Value powerOfTwo(Lane lane, Value exponent, int bias) {
        return power(lane, lane.add(exponent, Value.of(bias)));
    }

    /**
     * The nearest whole number to x/ln 2.
     *
     * @param whole the number n
     * @param bits the bits of a float; the low ones hold n and what was added
     */
    private record Rounded(Value whole, Value bits) {
        /** Rounds; what is added to the low bits saves an addition to each exponent that is made of them. */
        static Rounded of(Lane lane, Value x, int added) {
            Value rounder = Value.of(ROUNDER + added);
            Value shifted = lane.fma(x, Value.of(LOG2_E), rounder);
            return new Rounded(lane.subtract(shifted, rounder), lane.bits(shifted));
        }

        /** {@code x − n·ln 2}. */
        Value remainder(Lane lane, Value x) {
            return lane.fma(whole, Value.of(-LN2_LOW), lane.fma(whole, Value.of(-LN2_HIGH), x));
        }
    }
}
