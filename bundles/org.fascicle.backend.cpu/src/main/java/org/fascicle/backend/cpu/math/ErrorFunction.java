package org.fascicle.backend.cpu.math;

import static org.fascicle.graph.op.Comparison.GREATER_OR_EQUAL;

import org.fascicle.backend.cpu.code.Lane;
import org.fascicle.backend.cpu.code.Value;

/** The error function as a ratio of two polynomials, without an exponential. */
public final class ErrorFunction {
    /** From here on erf is taken as 1, which it is but for 2e-7; the first ratio that is more than 1 lies behind. */
    private static final float FLAT = 3.68f;
    private static final int SIGN = 1 << 31;
    private static final float[] P = {0x1.b8fd8ep-5f, 0x1.de81eep2f, 0x1.8b163ep6f, 0x1.5a1696p10f, 0x1.38428cp12f,
        0x1.cec83ep14f};
    /** Behind the highest power, whose coefficient is 1. */
    private static final float[] Q = {0x1.e7fb32p4f, 0x1.88c6eep8f, 0x1.764f7cp11f, 0x1.9bc946p13f, 0x1.9a214ap14f};

    private ErrorFunction() {
    }

    /** {@code erf x = x·P(x²)/Q(x²)}, within 6 ulp, mostly 4, and never beyond ±1; relative error of the fit 6.2e-8. */
    public static Value erf(Lane lane, Value x) {
        Value size = lane.absolute(x);
        Value square = lane.multiply(size, size);
        Value ratio = lane.divide(lane.multiply(size, Polynomial.at(lane, square, P)),
                Polynomial.monic(lane, square, Q));
        Value y = lane.choose(lane.compare(GREATER_OR_EQUAL, size, Value.of(FLAT)), Value.of(1f), ratio);
        return lane.fromBits(lane.or(lane.bits(y), lane.and(lane.bits(x), Value.of(SIGN))));
    }
}
