package org.fascicle.optimizers;

import org.fascicle.nn.Slots;
import org.fascicle.tensor.Tensor;

/** Running means of what a parameter has seen, kept in its slots. */
final class Memory {
    private Memory() {
    }

    /** {@code m ← m + (1 − β)·(x − m)}, begun at 0. */
    static Tensor mean(String name, double beta, Tensor x, Slots slots) {
        Tensor before = slots.get(name, 0);
        Tensor mean = before.plus(x.minus(before).times(1 - beta));
        slots.put(name, mean);
        return mean;
    }

    /** {@code v ← β·v + (1 − β)·x²}, begun at 0. */
    static Tensor meanSquare(String name, double beta, Tensor x, Slots slots) {
        Tensor mean = slots.get(name, 0).times(beta).plus(x.square().times(1 - beta));
        slots.put(name, mean);
        return mean;
    }

    /** {@code 1 − βᵗ}, the weight that a mean begun at 0 has gathered, without cancellation in single precision. */
    static Tensor gathered(double beta, Tensor step) {
        return beta == 0 ? step.scalar(1) : step.times(Math.log(beta)).expm1().negate();
    }
}
