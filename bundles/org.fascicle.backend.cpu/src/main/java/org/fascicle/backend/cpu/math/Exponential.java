package org.fascicle.backend.cpu.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.fascicle.backend.cpu.machine.Lanes;

/**
 * Functions of eˣ. All reduce {@code x = n·ln 2 + r} with {@code |r| ≤ ln 2 / 2} and use one polynomial for
 * {@code eʳ − 1}.
 */
public final class Exponential {
    /** Added and taken off again it rounds to an integer, which its low bits hold meanwhile. */
    static final float ROUNDER = 0x1.8p23f;
    static final float LOG2_E = 0x1.715476p0f;
    static final float LN2_HIGH = 0x1.62e43p-1f;
    static final float LN2_LOW = -0x1.05c61p-29f;
    private static final int EXPONENT_SHIFT = 23;
    private static final int EXPONENT_BIAS = 127;
    /** Above this eˣ is infinite, and below its negative zero, in f32. */
    private static final float BEYOND = 104;

    private Exponential() {
    }

    /** {@code eˣ}, within 1.1 ulp; subnormal results too. */
    public static FloatVector exp(FloatVector x) {
        FloatVector shifted = x.fma(LOG2_E, ROUNDER);
        FloatVector y = fractionLessOne(x, shifted.sub(ROUNDER)).add(1f);
        return bounded(power(y, exponent(shifted)), x);
    }

    /** {@code e^(high + low)} where |low| is tiny beside |high|. */
    static FloatVector exp(FloatVector high, FloatVector low) {
        FloatVector shifted = high.fma(LOG2_E, ROUNDER);
        FloatVector n = shifted.sub(ROUNDER);
        FloatVector r = Fma.fma(n, -LN2_LOW, Fma.fma(n, -LN2_HIGH, high).add(low));
        return bounded(power(lessOne(r).add(1f), exponent(shifted)), high);
    }

    /** {@code eˣ − 1}, within 2 ulp, without cancellation near 0. */
    public static FloatVector expm1(FloatVector x) {
        FloatVector shifted = x.fma(LOG2_E, ROUNDER);
        FloatVector q = fractionLessOne(x, shifted.sub(ROUNDER));
        // 2ⁿ is beyond f32 for n = 128, half of it is not
        FloatVector half = scale(exponent(shifted).sub(1));
        FloatVector y = q.fma(half, half.sub(0.5f)).mul(2f);
        y = y.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, 88.75f));
        y = y.blend(-1f, x.compare(VectorOperators.LT, -20f));
        return y.blend(x, x.compare(VectorOperators.EQ, 0f));
    }

    /** {@code tanh x = e/(e + 2)} with {@code e = e^(2|x|) − 1} and the sign of x, within 2.5 ulp. */
    public static FloatVector tanh(FloatVector x) {
        FloatVector size = x.abs();
        FloatVector e = expm1(size.blend(10f, size.compare(VectorOperators.GT, 10f)).mul(2f));
        FloatVector y = e.div(e.add(2f));
        return y.blend(y.neg(), x.compare(VectorOperators.LT, 0f)).blend(x, x.compare(VectorOperators.EQ, 0f));
    }

    /** {@code 1/(1 + e⁻ˣ)}, within 2.5 ulp, without overflow: the numerator is e⁻|ˣ| for negative x. */
    public static FloatVector logistic(FloatVector x) {
        FloatVector e = exp(x.abs().neg());
        FloatVector numerator = FloatVector.broadcast(Lanes.FLOATS, 1f).blend(e, x.compare(VectorOperators.LT, 0f));
        return numerator.div(e.add(1f));
    }

    /** {@code e^(x − n·ln 2) − 1}. */
    private static FloatVector fractionLessOne(FloatVector x, FloatVector n) {
        return lessOne(Fma.fma(n, -LN2_LOW, Fma.fma(n, -LN2_HIGH, x)));
    }

    /** {@code eʳ − 1 = r + r²·Q(r)}, relative error of the fit 1.4e-8. */
    private static FloatVector lessOne(FloatVector r) {
        FloatVector q = r.fma(0x1.6d721ep-10f, 0x1.12266ep-7f);
        q = Fma.step(q, r, 0x1.5554c8p-5f);
        q = Fma.step(q, r, 0x1.5554b2p-3f);
        q = Fma.step(q, r, 0.5f);
        return q.fma(r.mul(r), r);
    }

    private static IntVector exponent(FloatVector shifted) {
        return shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUNDER));
    }

    /** {@code y·2ⁿ} in two steps: what is subnormal is rounded once, what is too large becomes infinite. */
    private static FloatVector power(FloatVector y, IntVector n) {
        IntVector first = n.lanewise(VectorOperators.ASHR, 1);
        return y.mul(scale(first)).mul(scale(n.sub(first)));
    }

    private static FloatVector scale(IntVector n) {
        return n.add(EXPONENT_BIAS).lanewise(VectorOperators.LSHL, EXPONENT_SHIFT).reinterpretAsFloats();
    }

    private static FloatVector bounded(FloatVector y, FloatVector x) {
        return y.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, BEYOND))
                .blend(0f, x.compare(VectorOperators.LT, -BEYOND));
    }
}
