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
        Tensor first = Memory.mean("first", beta1, gradient, slots);
        Tensor second = Memory.meanSquare("second", beta2, gradient, slots);
        Tensor spread = amsgrad ? largest(second, slots) : second;
        Tensor step = slots.step();
        // one division for each parameter: those by what is the same for all are done once
        Tensor scale = spread.sqrt().times(Memory.gathered(beta2, step).sqrt().reciprocal()).plus(epsilon);
        return first.times(Memory.gathered(beta1, step).reciprocal()).over(scale);
    }

    private static Tensor largest(Tensor second, Slots slots) {
        Tensor largest = slots.get("largest", 0).maximum(second);
        slots.put("largest", largest);
        return largest;
    }
}
