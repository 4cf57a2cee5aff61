package org.fascicle.optimizers;

import org.fascicle.nn.Slots;
import org.fascicle.tensor.Tensor;

/**
 * The step that Adam and its kin share, without the learning rate: {@code m̂ / (√v̂ + ε)} with
 * <pre>
 * m ← m + (1 − β₁)·(g − m),    m̂ = m / (1 − β₁ᵗ)
 * v ← β₂·v + (1 − β₂)·g²,      v̂ = v / (1 − β₂ᵗ)
 * </pre>
 * With AMSGrad {@code v̂} is made of the largest {@code v} so far.
 */
record AdaptiveStep(double beta1, double beta2, double epsilon, boolean amsgrad) {
    Tensor of(Tensor gradient, Slots slots) {
        Tensor before = slots.get("first", 0);
        Tensor first = before.plus(gradient.minus(before).times(1 - beta1));
        slots.put("first", first);
        Tensor second = slots.get("second", 0).times(beta2).plus(gradient.square().times(1 - beta2));
        slots.put("second", second);
        Tensor spread = amsgrad ? largest(second, slots) : second;
        Tensor step = slots.step();
        // one division for each parameter: those by what is the same for all are done once
        Tensor scale = spread.sqrt().times(reciprocal(gathered(beta2, step).sqrt())).plus(epsilon);
        return first.times(reciprocal(gathered(beta1, step))).over(scale);
    }

    private static Tensor reciprocal(Tensor scalar) {
        return scalar.scalar(1).over(scalar);
    }

    private static Tensor largest(Tensor second, Slots slots) {
        Tensor largest = slots.get("largest", 0).maximum(second);
        slots.put("largest", largest);
        return largest;
    }

    /** {@code 1 − βᵗ}, the weight that a mean begun at 0 has gathered, without cancellation in single precision. */
    private static Tensor gathered(double beta, Tensor step) {
        return beta == 0 ? step.scalar(1) : step.times(Math.log(beta)).expm1().negate();
    }
}
