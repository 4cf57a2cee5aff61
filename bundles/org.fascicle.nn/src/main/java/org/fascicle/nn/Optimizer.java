package org.fascicle.nn;

import org.fascicle.tensor.Tensor;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * How a parameter follows its gradient: a pure function, traced into the step. An implementation is a record.
 */
@ConsumerType
public interface Optimizer {
    /** The rate before any {@link Schedule}, above 0. */
    double learningRate();

    /**
     * The parameter after the step.
     *
     * @param parameter its value before the step
     * @param gradient the derivative of the loss by it, of the same shape
     * @param slots what is kept for this parameter, and the numbers of the step
     */
    Tensor update(Tensor parameter, Tensor gradient, Slots slots);
}
