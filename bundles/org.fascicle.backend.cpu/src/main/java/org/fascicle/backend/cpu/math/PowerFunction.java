package org.fascicle.backend.cpu.math;

import static org.fascicle.backend.cpu.math.Exponential.ROUNDER;
import static org.fascicle.backend.cpu.math.Logarithm.ROOT_HALF;
import static org.fascicle.graph.op.Comparison.EQUAL;
import static org.fascicle.graph.op.Comparison.GREATER;
import static org.fascicle.graph.op.Comparison.GREATER_OR_EQUAL;
import static org.fascicle.graph.op.Comparison.LESS;

import org.fascicle.backend.cpu.code.Lane;
import org.fascicle.backend.cpu.code.Value;

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
    /** {@code (atanh s / s − 1)/s²} in s², error of the fit 2.5e-11. */
    private static final float[] T = {0x1.f13e66p-4f, 0x1.23d3d6p-3f, 0x1.999c26p-3f, 0x1.555554p-2f};

    private PowerFunction() {
    }

    /** {@code aᵇ}, within 3 ulp, as IEEE 754 says for every pair. */
    public static Value pow(Lane lane, Value a, Value b) {
        // ln |a| in two parts: |a| = 2ⁿ·m, ln m = 2·atanh s, s = (m − 1)/(m + 1)
        Value above = lane.subtract(lane.bits(lane.absolute(a)), Value.of(ROOT_HALF));
        Value whole = Logarithm.whole(lane, Logarithm.exponent(lane, above));
        Value m = Logarithm.mantissa(lane, above);
        Value denominator = lane.add(m, Value.of(1f));
        Value rounded = lane.subtract(m, lane.subtract(denominator, Value.of(1f)));
        Value numerator = lane.subtract(m, Value.of(1f));
        Value s = lane.divide(numerator, denominator);
        Value lack = lane.subtract(lane.fma(lane.negate(s), denominator, numerator), lane.multiply(s, rounded));
        Value rest = lane.divide(lack, denominator);
        Value square = lane.multiply(s, s);
        Value tail = lane.multiply(lane.multiply(Polynomial.at(lane, square, T), square), s);
        // the slope of atanh is 1/(1 − s²)
        rest = lane.add(lane.fma(rest, square, rest), tail);
        Value upper = lane.multiply(whole, Value.of(LN2_UPPER));
        Value twice = lane.add(s, s);
        Value high = lane.add(upper, twice);
        Value back = lane.subtract(high, upper);
        Value lost = lane.add(lane.subtract(upper, lane.subtract(high, back)), lane.subtract(twice, back));
        Value low = lane.add(lost, lane.fma(rest, Value.of(2f), lane.multiply(whole, Value.of(LN2_REST))));
        Value y = signed(lane, a, b, exponential(lane, b, high, low));
        return lane.mend(isRare(lane, a, b), PowerFunction.class, "mend", y, a, b);
    }

    private static Value isRare(Lane lane, Value a, Value b) {
        Value size = lane.absolute(a);
        Value power = lane.absolute(b);
        Value base = lane.and(lane.compare(LESS, size, Value.of(Float.POSITIVE_INFINITY)),
                lane.compare(GREATER_OR_EQUAL, size, Value.of(Float.MIN_NORMAL)));
        Value exponent = lane.and(lane.compare(LESS, power, Value.of(LARGE)),
                lane.compare(GREATER, power, Value.of(0f)));
        return lane.not(lane.and(base, exponent));
    }

    /** {@code e^(b·(high + low))}. */
    private static Value exponential(Lane lane, Value b, Value high, Value low) {
        Value sum = lane.add(high, low);
        Value rest = lane.add(lane.subtract(high, sum), low);
        Value product = lane.multiply(b, sum);
        Value lack = lane.fma(b, rest, lane.fma(b, sum, lane.negate(product)));
        return Exponential.expOfSum(lane, product, lack);
    }

    /** Powers of a negative base have the sign of the parity of the exponent, or are NaN where that is no integer. */
    private static Value signed(Lane lane, Value a, Value b, Value y) {
        Value signed = lane.choose(isInteger(lane, lane.multiply(b, Value.of(0.5f))), y, lane.negate(y));
        signed = lane.choose(isInteger(lane, b), signed, Value.of(Float.NaN));
        return lane.choose(lane.compare(LESS, a, Value.of(0f)), signed, y);
    }

    private static Value isInteger(Lane lane, Value b) {
        return lane.compare(EQUAL, lane.subtract(lane.add(b, Value.of(ROUNDER)), Value.of(ROUNDER)), b);
    }

    /** The power of rare operands; else what there is. */
    public static float mend(float y, float a, float b) {
        return isOrdinary(a, b) ? y : rare(a, b);
    }

    /** The powers of rare operands; bases lie behind the powers, exponents behind the bases. */
    public static void mend(float[] f, int at, int count) {
        for (int i = at; i < at + count; i++) {
            f[i] = mend(f[i], f[i + count], f[i + 2 * count]);
        }
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
