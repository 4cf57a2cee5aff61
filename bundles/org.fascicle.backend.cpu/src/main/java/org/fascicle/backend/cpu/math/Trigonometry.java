package org.fascicle.backend.cpu.math;

import static org.fascicle.backend.cpu.math.Exponential.ROUNDER;
import static org.fascicle.graph.op.Comparison.EQUAL;
import static org.fascicle.graph.op.Comparison.GREATER;
import static org.fascicle.graph.op.Comparison.NOT_EQUAL;

import org.fascicle.backend.cpu.code.Lane;
import org.fascicle.backend.cpu.code.Value;

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
    /** {@code (sin r / r − 1)/r²} in r², relative error of the fit of the sine 4e-9. */
    private static final float[] S = {-0x1.9955cap-13f, 0x1.11077cp-7f, -0x1.555546p-3f};
    /** {@code (cos r − 1 + r²/2)/r⁴} in r², error of the fit of the cosine 1e-10. */
    private static final float[] C = {0x1.99e0e4p-16f, -0x1.6c0c1ap-10f, 0x1.55554ap-5f};

    private Trigonometry() {
    }

    /** {@code sin x}, within 1.6 ulp. */
    public static Value sin(Lane lane, Value x) {
        Value y = quadrants(lane, x, 0);
        // −0 is its own sine
        y = lane.choose(lane.compare(EQUAL, x, Value.of(0f)), x, y);
        return lane.mend(isBeyond(lane, x), Trigonometry.class, "mendSine", y, x);
    }

    /** {@code cos x}, within 1.6 ulp. */
    public static Value cos(Lane lane, Value x) {
        return lane.mend(isBeyond(lane, x), Trigonometry.class, "mendCosine", quadrants(lane, x, 1), x);
    }

    private static Value isBeyond(Lane lane, Value x) {
        return lane.compare(GREATER, lane.absolute(x), Value.of(LIMIT));
    }

    /** The sine, so many quadrants further on. */
    private static Value quadrants(Lane lane, Value x, int further) {
        Value shifted = lane.fma(x, Value.of(TWO_BY_PI), Value.of(ROUNDER));
        Value whole = lane.subtract(shifted, Value.of(ROUNDER));
        Value r = lane.fma(whole, Value.of(-HALF_PI_HIGH), x);
        r = lane.fma(whole, Value.of(-HALF_PI_LOW), lane.fma(whole, Value.of(-HALF_PI_MIDDLE), r));
        Value quadrant = lane.add(lane.bits(shifted), Value.of(further));
        Value odd = lane.compare(NOT_EQUAL, lane.and(quadrant, Value.of(1)), Value.of(0));
        Value negative = lane.compare(NOT_EQUAL, lane.and(quadrant, Value.of(2)), Value.of(0));
        Value square = lane.multiply(r, r);
        Value sine = lane.fma(lane.multiply(Polynomial.at(lane, square, S), square), r, r);
        Value cosine = lane.fma(Polynomial.at(lane, square, C), lane.multiply(square, square),
                lane.fma(square, Value.of(-0.5f), Value.of(1f)));
        Value y = lane.choose(odd, cosine, sine);
        return lane.choose(negative, lane.negate(y), y);
    }

    /** The sine of a number beyond the limit. */
    public static float mendSine(float y, float x) {
        return (float) StrictMath.sin(x);
    }

    /** The cosine of a number beyond the limit. */
    public static float mendCosine(float y, float x) {
        return (float) StrictMath.cos(x);
    }

    /** The sines of the numbers beyond the limit; the numbers lie behind the sines. */
    public static void mendSine(float[] f, int at, int count) {
        for (int i = at; i < at + count; i++) {
            f[i] = Math.abs(f[i + count]) > LIMIT ? mendSine(f[i], f[i + count]) : f[i];
        }
    }

    /** The cosines of the numbers beyond the limit; the numbers lie behind the cosines. */
    public static void mendCosine(float[] f, int at, int count) {
        for (int i = at; i < at + count; i++) {
            f[i] = Math.abs(f[i + count]) > LIMIT ? mendCosine(f[i], f[i + count]) : f[i];
        }
    }
}
