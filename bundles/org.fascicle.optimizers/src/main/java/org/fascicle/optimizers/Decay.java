package org.fascicle.optimizers;

import org.fascicle.nn.Slots;
import org.fascicle.tensor.Tensor;

/** Weight decay: part of the gradient, or apart from it. */
final class Decay {
    private Decay() {
    }

    /** The gradient to be followed: {@code g + λ·p}, or g itself where decay is apart. */
    static Tensor gradient(Tensor parameter, Tensor gradient, double weightDecay, boolean decoupled) {
        return decoupled || weightDecay == 0 ? gradient : gradient.plus(parameter.times(weightDecay));
    }

    /** Where the step begins: {@code p·(1 − η·λ)} where decay is apart, or p itself. */
    static Tensor parameter(Tensor parameter, double weightDecay, boolean decoupled, Slots slots) {
        return decoupled && weightDecay != 0
                ? parameter.times(slots.learningRate().times(-weightDecay).plus(1)) : parameter;
    }
}
