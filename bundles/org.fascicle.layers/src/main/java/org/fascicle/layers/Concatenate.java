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
 * All its inputs one behind the other along the last axis, in the order in which they are given; the other axes agree.
 *
 * <p>in: one at least, of any names → out: output
 */
@About("all its inputs one behind the other along the last axis")
public record Concatenate() implements MergeLayer {
    /** Throws {@link ShapeException} for no input, and for inputs that do not fit each other. */
    @Override
    public Map<String, Tensor> apply(Map<String, Tensor> inputs, Scope scope) {
        return Map.of(Inputs.OUTPUT, Join.CONCATENATE.apply(List.copyOf(inputs.values()), "concatenate", scope));
    }

    /** {@code concatenate} as a service. */
    @Component
    @LayerName("concatenate")
    public static final class Type implements LayerType<Concatenate> {
        @Override
        public Concatenate example() {
            return new Concatenate();
        }

        @Override
        public List<TensorType> exampleInputs() {
            return List.of(TensorType.of(DType.F32, 3, 4), TensorType.of(DType.F32, 3, 2));
        }
    }
}
