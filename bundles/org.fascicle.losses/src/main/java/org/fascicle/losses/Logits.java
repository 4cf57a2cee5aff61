package org.fascicle.losses;

import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;

/**
 * Rows of logits, ready for surprises: {@code −ln softmax(z) = normalizer − shifted}.
 *
 * @param shifted the logits less the largest of their row: [rows, classes]
 * @param normalizer {@code ln Σ e^shifted}: [rows, 1]
 */
record Logits(Tensor shifted, Tensor normalizer) {
    /** From here up ln(1 + eˣ) is x to the last digit, and eˣ is still finite. */
    private static final double LINEAR = 40;

    static Logits of(Tensor rows) {
        // results do not depend on what is taken off, so no derivative has to flow through it
        Tensor shifted = rows.minus(Trace.stopGradient(rows.maxKeeping(-1)));
        return new Logits(shifted, shifted.exp().sumKeeping(-1).log());
    }

    int classes() {
        return shifted.size(-1);
    }

    /** The surprise at one class of each row: {@code bool [rows, classes] → [rows, 1]}. */
    Tensor surpriseAt(Tensor hit) {
        // selected and not multiplied, so that a logit of −∞ elsewhere does no harm
        return normalizer.minus(Tensor.where(hit, shifted, shifted.scalar(0)).sumKeeping(-1));
    }

    /** The weighted sum of the surprises of each row: {@code [rows, classes] → [rows, 1]}. */
    Tensor surprise(Tensor weights) {
        return normalizer.times(weights.sumKeeping(-1)).minus(weights.times(shifted).sumKeeping(-1));
    }

    /** {@code ln(1 + eˣ)} for each element, without overflow. */
    static Tensor softplus(Tensor x) {
        Tensor linear = x.greaterThan(LINEAR);
        return Tensor.where(linear, x, Tensor.where(linear, x.scalar(0), x).exp().log1p());
    }
}
