package org.fascicle.activations;

import org.fascicle.tensor.Tensor;

/** Functions that are linear above 0 and end below it. */
final class Rectified {
    private Rectified() {
    }

    /** {@code x} above 0, {@code depth · (e^(rate·x) − 1)} from there down. */
    static Tensor exponential(Tensor x, double depth, double rate) {
        Tensor above = x.greaterThan(0);
        // only what is not above 0 meets the exponential: an infinite one would make the derivative NaN
        Tensor below = Tensor.where(above, x.scalar(0), x).times(rate).expm1().times(depth);
        return Tensor.where(above, x, below);
    }

    /** {@code x} between two numbers, and these outside, where the derivative is 0. */
    static Tensor clamp(Tensor x, double low, double high) {
        Tensor least = Tensor.where(x.atMost(x.scalar(low)), x.scalar(low), x);
        return Tensor.where(x.atLeast(x.scalar(high)), x.scalar(high), least);
    }
}
