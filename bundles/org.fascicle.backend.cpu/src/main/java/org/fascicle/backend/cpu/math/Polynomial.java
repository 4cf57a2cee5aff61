package org.fascicle.backend.cpu.math;

import org.fascicle.backend.cpu.code.Lane;
import org.fascicle.backend.cpu.code.Value;

/** Polynomials by Horner's rule, one fused multiply-add for each coefficient. */
final class Polynomial {
    private Polynomial() {
    }

    /** The polynomial with these coefficients, that of the highest power first. */
    static Value at(Lane lane, Value x, float... coefficients) {
        return sum(lane, x, lane.fma(x, Value.of(coefficients[0]), Value.of(coefficients[1])), 2, coefficients);
    }

    /** The same where the coefficient of the highest power is 1 and is left out: its step is an addition. */
    static Value monic(Lane lane, Value x, float... coefficients) {
        return sum(lane, x, lane.add(x, Value.of(coefficients[0])), 1, coefficients);
    }

    private static Value sum(Lane lane, Value x, Value begun, int from, float... coefficients) {
        Value sum = begun;
        for (int i = from; i < coefficients.length; i++) {
            sum = lane.fma(sum, x, Value.of(coefficients[i]));
        }
        return sum;
    }
}
