package org.fascicle.layers;

import java.util.List;
import java.util.Map;
import org.fascicle.contribution.About;
import org.fascicle.graph.DType;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.MergeLayer;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * The sum of all its inputs, which have one shape.
 *
 * <p>in: one at least, of any names → out: output
 */
@About("the sum of all its inputs")
public record Add() implements MergeLayer {
    /** Throws {@link ShapeException} for no input, and for inputs that do not fit each other. */
    @Override
    public Map<String, Tensor> apply(Map<String, Tensor> inputs, Scope scope) {
        return Map.of(Inputs.OUTPUT, Join.ADD.apply(List.copyOf(inputs.values()), "add", scope));
    }

    /** {@code add} as a service. */
    @Component
    @LayerName("add")
    public static final class Type implements LayerType<Add> {
        @Override
        public Add example() {
            return new Add();
        }

        @Override
        public List<TensorType> exampleInputs() {
            return List.of(TensorType.of(DType.F32, 3, 4), TensorType.of(DType.F32, 3, 4));
        }
    }
}
