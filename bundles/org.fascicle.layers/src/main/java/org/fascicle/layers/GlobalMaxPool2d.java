package org.fascicle.layers;

import java.util.List;
import org.fascicle.contribution.About;
import org.fascicle.graph.DType;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * The largest number of each channel over a whole image.
 *
 * <p>in: [batch, height, width, channels] → out: [batch, channels]
 */
@About("the largest number of each channel over a whole image")
public record GlobalMaxPool2d() implements Layer {
    /** Throws {@link ShapeException} for what is no image. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (x.rank() != 4 || !x.dtype().isFloating()) {
            throw new ShapeException("global-max-pool2d", List.of(x.type()),
                    "it takes floating [batch, height, width, channels]", scope.path(), "");
        }
        return x.maxKeeping(1, 2).reshape(Shape.of(x.size(0), x.size(-1)));
    }

    /** {@code global-max-pool2d} as a service. */
    @Component
    @LayerName("global-max-pool2d")
    public static final class Type implements LayerType<GlobalMaxPool2d> {
        @Override
        public GlobalMaxPool2d example() {
            return new GlobalMaxPool2d();
        }

        @Override
        public List<TensorType> exampleInputs() {
            return List.of(TensorType.of(DType.F32, 2, 3, 2, 4));
        }
    }
}
