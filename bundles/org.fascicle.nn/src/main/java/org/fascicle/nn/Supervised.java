package org.fascicle.nn;

import org.fascicle.tensor.Tensor;

/**
 * A model from the input {@code x}, compared with the input {@code y}.
 *
 * @param model from x to an output
 * @param loss compares the output with y
 */
public record Supervised(Layer model, Loss loss) implements Objective {
    @Override
    public Tensor output(Scope scope) {
        return model.apply(scope.input("x"), scope);
    }

    @Override
    public Tensor loss(Tensor output, Scope scope) {
        return loss.apply(output, scope.input("y"));
    }
}
