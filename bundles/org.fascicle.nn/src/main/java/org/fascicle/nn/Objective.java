package org.fascicle.nn;

import org.fascicle.tensor.Tensor;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Anything from a batch to a loss: what a step makes small. {@link Supervised} is the common case; others read several
 * inputs, join several losses, or hold two networks.
 */
@ConsumerType
public interface Objective {
    /** What the model gives for the batch, read with {@link Scope#input}: what a prediction shows. */
    Tensor output(Scope scope);

    /** The loss of the batch, a scalar. */
    Tensor loss(Tensor output, Scope scope);

    /** What metrics compare the output with. */
    default Tensor target(Scope scope) {
        return scope.input("y");
    }
}
