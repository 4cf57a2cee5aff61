package org.fascicle.backend.cpu.math;

import org.fascicle.backend.cpu.code.Lane;
import org.fascicle.backend.cpu.code.Value;

/** Polynomials by Horner's rule, one fused multiply-add for each coefficient. */
final class Polynomial {
    private Polynomial() {
    }

    /** The polynomial with these coefficients, that of the highest power first. */
    static Value at(Lane lane, Value x, float... coefficients) {
        Value sum = lane.fma(x, Value.of(coefficients[0]), Value.of(coefficients[1]));
        for (int i = 2; i < coefficients.length; i++) {
            sum = lane.fma(sum, x, Value.of(coefficients[i]));
        }
        return sum;
    }
}
