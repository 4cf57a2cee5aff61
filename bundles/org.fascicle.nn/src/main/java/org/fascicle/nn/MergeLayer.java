package org.fascicle.nn;

import java.util.List;
import java.util.Map;
import org.fascicle.contribution.About;
import org.fascicle.tensor.Tensor;
import org.osgi.annotation.versioning.ConsumerType;

/** A function of several named tensors, such as attention over two sequences. An implementation is a record. */
@ConsumerType
@About("a layer of several inputs, which stands in a model of named nodes: {name: {layer: {…}, from: [a, b]}}")
public non-sealed interface MergeLayer extends Block {
    /**
     * The names of the inputs that it takes, in their order: one list for each set of inputs that will do. Empty where
     * it takes any number of inputs, of any names.
     */
    default List<List<String>> inputs() {
        return List.of();
    }

    /**
     * The outputs by name, as expressions over symbolic tensors.
     *
     * @param inputs the inputs by name
     * @param scope parameters, state and randomness of this layer
     */
    Map<String, Tensor> apply(Map<String, Tensor> inputs, Scope scope);
}
