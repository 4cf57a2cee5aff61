package org.fascicle.layers;

import java.util.List;
import org.fascicle.contribution.About;
import org.fascicle.graph.DType;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * All axes of an example as one, row-major: an image becomes a list of its pixels.
 *
 * <p>in: [batch, …] → out: [batch, features]
 */
@About("all axes of an example as one: an image becomes a list of its pixels")
public record Flatten() implements Layer {
    /** Throws {@link ShapeException} for a scalar. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (x.rank() == 0) {
            throw new ShapeException("flatten", List.of(x.type()), "it takes [batch, …]", scope.path(), "");
        }
        return x.flatten();
    }

    /** {@code flatten} as a service. */
    @Component
    @LayerName("flatten")
    public static final class Type implements LayerType<Flatten> {
        @Override
        public Flatten example() {
            return new Flatten();
        }

        @Override
        public List<TensorType> exampleInputs() {
            return List.of(TensorType.of(DType.F32, 3, 4, 2));
        }
    }
}
