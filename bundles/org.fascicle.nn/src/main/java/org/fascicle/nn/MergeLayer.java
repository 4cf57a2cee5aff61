package org.fascicle.nn;

import java.util.Map;
import org.fascicle.tensor.Tensor;
import org.osgi.annotation.versioning.ConsumerType;

/** A function of several named tensors, such as attention over two sequences. An implementation is a record. */
@ConsumerType
public non-sealed interface MergeLayer extends Block {
    /**
     * The outputs by name, as expressions over symbolic tensors.
     *
     * @param inputs the inputs by name
     * @param scope parameters, state and randomness of this layer
     */
    Map<String, Tensor> apply(Map<String, Tensor> inputs, Scope scope);
}
