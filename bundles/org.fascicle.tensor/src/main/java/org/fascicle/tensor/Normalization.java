package org.fascicle.tensor;

/** Exponentials that sum to one; the maximum is taken off first, so nothing overflows. */
final class Normalization {
    private Normalization() {
    }

    static Tensor softmax(Tensor x, int axis) {
        Tensor exponential = x.minus(peak(x, axis)).exp();
        // one division for all that share a sum
        return exponential.times(exponential.sumKeeping(axis).reciprocal());
    }

    static Tensor logSoftmax(Tensor x, int axis) {
        Tensor shifted = x.minus(peak(x, axis));
        return shifted.minus(shifted.exp().sumKeeping(axis).log());
    }

    static Tensor logSumExp(Tensor x, int... axes) {
        Tensor peak = peak(x, axes);
        // an infinite maximum would leave ∞ − ∞; without it the sum is 0 or ∞ by itself
        Tensor shift = Tensor.where(peak.abs().lessThan(Double.POSITIVE_INFINITY), peak, peak.scalar(0));
        return x.minus(shift).exp().sumKeeping(axes).log().plus(shift);
    }

    /** The maximum as a constant: the results do not depend on it, so no derivative has to flow through it. */
    private static Tensor peak(Tensor x, int... axes) {
        return Trace.stopGradient(x.maxKeeping(axes));
    }
}
