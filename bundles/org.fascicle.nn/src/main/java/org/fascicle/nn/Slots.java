package org.fascicle.nn;

import org.fascicle.tensor.Tensor;
import org.osgi.annotation.versioning.ProviderType;

/** What an optimizer keeps for one parameter from step to step, and the numbers of the step. */
@ProviderType
public interface Slots {
    /** The learning rate of this step, a scalar that the host gives. */
    Tensor learningRate();

    /** The number of this step as a floating scalar: 1, 2, 3, … */
    Tensor step();

    /** A kept tensor of the parameter's shape, before the step; {@code initial} everywhere before the first. */
    Tensor get(String name, double initial);

    /** Its value after the step. */
    void put(String name, Tensor value);
}
