package org.fascicle.backend.reference;

/**
 * The error function, to an absolute error below 1e-15: up to 2 by the series
 * {@code 2/√π · e^(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·5·…·(2n+1))}, whose terms are all of one sign, beyond by the continued
 * fraction of its complement (Abramowitz and Stegun, 1964, 7.1.6 and 7.1.14).
 */
final class ErrorFunction {
    private static final double SERIES_END = 2;
    /** From here on the complement is below half a unit in the last place of 1. */
    private static final double ONE = 6;
    private static final int FRACTIONS = 64;

    private ErrorFunction() {
    }

    static double erf(double x) {
        double size = StrictMath.abs(x);
        if (Double.isNaN(x)) {
            return x;
        }
        if (size >= ONE) {
            return StrictMath.signum(x);
        }
        return size < SERIES_END ? series(x) : StrictMath.copySign(1 - complement(size), x);
    }

    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; StrictMath.abs(term) > StrictMath.abs(sum) * 0x1p-60; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / StrictMath.sqrt(StrictMath.PI) * StrictMath.exp(-x * x) * sum;
    }

    private static double complement(double x) {
        double denominator = x;
        for (int n = FRACTIONS; n >= 1; n--) {
            denominator = x + n / 2.0 / denominator;
        }
        return StrictMath.exp(-x * x) / (StrictMath.sqrt(StrictMath.PI) * denominator);
    }
}
