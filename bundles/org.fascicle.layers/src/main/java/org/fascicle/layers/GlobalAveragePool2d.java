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
 * The mean of each channel over a whole image, so that images of any size give as many numbers (Lin et al.: Network in
 * network, 2013).
 *
 * <p>in: [batch, height, width, channels] → out: [batch, channels]
 */
@About("the mean of each channel over a whole image")
public record GlobalAveragePool2d() implements Layer {
    /** Throws {@link ShapeException} for what is no image. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (x.rank() != 4 || !x.dtype().isFloating()) {
            throw new ShapeException("global-average-pool2d", List.of(x.type()),
                    "it takes floating [batch, height, width, channels]", scope.path(), "");
        }
        return x.meanKeeping(1, 2).reshape(Shape.of(x.size(0), x.size(-1)));
    }

    /** {@code global-average-pool2d} as a service. */
    @Component
    @LayerName("global-average-pool2d")
    public static final class Type implements LayerType<GlobalAveragePool2d> {
        @Override
        public GlobalAveragePool2d example() {
            return new GlobalAveragePool2d();
        }

        @Override
        public List<TensorType> exampleInputs() {
            return List.of(TensorType.of(DType.F32, 2, 3, 2, 4));
        }
    }
}
