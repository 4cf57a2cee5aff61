package org.fascicle.optimizers;

import org.fascicle.tensor.Tensor;

/**
 * How far the mean square of Adam can be trusted after some steps (Liu et al.: On the variance of the adaptive learning
 * rate and beyond, 2020, eqs. 3 to 7).
 *
 * @param beta memory of the mean square
 */
record Rectification(double beta) {
    /** The degrees of freedom from which on the variance is known. */
    private static final double KNOWN = 5;
    /** Below this {@code t·ln(1/β)} the difference of two large numbers is taken as a series. */
    private static final double EARLY = 0.25;

    /** The degrees of freedom in the end. */
    private double limit() {
        return 2 / (1 - beta) - 1;
    }

    /** Whether the variance is known after a step: bool []. */
    Tensor isDue(Tensor step) {
        return limit() <= KNOWN ? step.scalar(0).greaterThan(1) : freedom(step).greaterThan(KNOWN);
    }

    /** The factor r where the variance is known, and any number elsewhere. */
    Tensor factor(Tensor step) {
        if (limit() <= KNOWN) {
            return step.scalar(1);
        }
        Tensor freedom = freedom(step).maximum(KNOWN);
        Tensor share = freedom.minus(4).times(freedom.minus(2)).over(freedom);
        return share.times(limit() / ((limit() - 4) * (limit() - 2))).sqrt();
    }

    /**
     * {@code ρ = ρ∞ − 2t·βᵗ/(1 − βᵗ) = ρ∞ − 2t/(eˣ − 1)} with {@code x = t·ln(1/β)}. At first both terms are large and
     * nearly equal; there {@code x/(eˣ − 1) = 1 − x/2 + x²/12 − x⁴/720 + x⁶/30240 − x⁸/1209600} leaves what counts.
     */
    private Tensor freedom(Tensor step) {
        double rate = -Math.log(beta);
        Tensor x = step.times(rate);
        Tensor square = x.square();
        Tensor series = square.times(-1.0 / 1209600).plus(1.0 / 30240).times(square).plus(-1.0 / 720).times(square)
                .plus(1.0 / 12).times(square);
        Tensor early = step.plus(limit() - 2 / rate).minus(series.times(2 / rate));
        Tensor late = step.scalar(limit()).minus(step.times(2).over(x.expm1()));
        return Tensor.where(x.lessThan(EARLY), early, late);
    }
}
