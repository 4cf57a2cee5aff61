package org.fascicle.nn;

import org.fascicle.tensor.Tensor;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A function of one tensor with parameters of its own. An implementation is a record: its components are its options.
 */
@ConsumerType
public non-sealed interface Layer extends Block {
    /**
     * The output as an expression over symbolic tensors; gradient and kernels follow from it.
     *
     * @param x the input; the first axis is the batch
     * @param scope parameters, state and randomness of this layer
     */
    Tensor apply(Tensor x, Scope scope);
}
