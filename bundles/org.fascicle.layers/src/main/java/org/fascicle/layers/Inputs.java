package org.fascicle.layers;

import java.util.List;
import java.util.Map;
import org.fascicle.graph.ShapeException;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;

/** The named tensors that a merging layer takes and gives. */
final class Inputs {
    /** The name of a merging layer's one result. */
    static final String OUTPUT = "output";

    private Inputs() {
    }

    /** An input by name; throws {@link ShapeException} naming those that came when it is not among them. */
    static Tensor named(String name, Map<String, Tensor> inputs, String layer, Scope scope) {
        Tensor tensor = inputs.get(name);
        if (tensor == null) {
            throw new ShapeException(layer, inputs.values().stream().map(Tensor::type).toList(), "it takes an input `"
                    + name + "`, and came with " + List.copyOf(inputs.keySet()), scope.path(), "name its inputs");
        }
        return tensor;
    }
}
