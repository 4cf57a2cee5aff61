package org.fascicle.layers;

import java.util.List;
import org.fascicle.activations.Identity;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.contribution.Required;
import org.fascicle.graph.DType;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.initializers.GlorotUniform;
import org.fascicle.initializers.Zeros;
import org.fascicle.nn.Activation;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * Weighted sums over a window that moves across an image: {@code y = activation(x ∗ W + b)}, W: [height, width, in /
 * groups, filters], b: [filters] (LeCun et al.: Gradient-based learning applied to document recognition, 1998). The sum
 * is a cross-correlation: the weights are not turned round. Groups as many as channels make it depthwise.
 *
 * <p>in: [batch, height, width, in] → out: [batch, positions down, positions across, filters]
 *
 * <p>The weights start Glorot-uniform and the biases at 0, as in Keras.
 */
@About("weighted sums over a window that moves across an image")
public record Conv2d(
        @Required @Min(1) @About("number of outputs at each place") int filters,
        @Min(1) @About("extent of the window; one number, or one for each axis") List<Integer> kernelSize,
        @Min(1) @About("places between two positions of the window") List<Integer> stride,
        @About("same, valid, or the number of places around the input") String padding,
        @About("what stands in the padding") Border border,
        @Min(1) @About("places between two elements of the window") List<Integer> dilation,
        @Min(1) @About("how many convolutions lie side by side on the channels") int groups,
        @About("what the sums go through") Activation activation,
        @About("whether a learned offset is added to each sum") boolean bias,
        @About("first values of the weights") Initializer weightInitializer,
        @About("first values of the offsets") Initializer biasInitializer) implements Layer {
    /** Throws {@link IllegalArgumentException} for lists of a wrong length and filters that do not fit the groups. */
    public Conv2d {
        kernelSize = List.copyOf(kernelSize);
        stride = List.copyOf(stride);
        dilation = List.copyOf(dilation);
        Filters.check(filters, groups);
        sliding(kernelSize, stride, padding, dilation);
    }

    /** A convolution with the usual options. */
    public Conv2d(int filters, int kernelSize, String padding, Activation activation) {
        this(filters, List.of(kernelSize), List.of(1), padding, Border.ZEROS, List.of(1), 1, activation, true,
                new GlorotUniform(), new Zeros());
    }

    private static Sliding sliding(List<Integer> kernelSize, List<Integer> stride, String padding,
            List<Integer> dilation) {
        return new Sliding("conv2d", 2, kernelSize, stride, new Padding(padding), dilation, false);
    }

    /** Throws {@link ShapeException} for an input of another rank or type, or into which the window does not fit. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return new Filters(sliding(kernelSize, stride, padding, dilation), border, filters, groups, activation, bias,
                weightInitializer, biasInitializer).apply(x, scope);
    }

    /** {@code conv2d} as a service. */
    @Component
    @LayerName("conv2d")
    public static final class Type implements LayerType<Conv2d> {
        @Override
        public Conv2d example() {
            return new Conv2d(3, 3, "valid", new Identity());
        }

        @Override
        public List<TensorType> exampleInputs() {
            return List.of(TensorType.of(DType.F32, 2, 5, 4, 2));
        }
    }
}
