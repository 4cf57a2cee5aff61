package org.fascicle.layers;

import java.util.List;
import java.util.Optional;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.contribution.Required;
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
 * The largest number of each channel in a window that moves along a sequence. Padding never wins.
 *
 * <p>in: [batch, time, channels] → out: [batch, positions, channels]
 *
 * <p>{@code ceilMode} as in PyTorch: the positions are counted with the division rounded up, and a last window that
 * would start in the padding at the end is dropped.
 */
@About("the largest number in a window that moves along a sequence")
public record MaxPool1d(
        @Required @Min(1) @About("extent of the window; one number, or one for each axis") List<Integer> kernelSize,
        @Min(1) @About("places between two positions of the window; the extent of the window unless given")
                Optional<List<Integer>> stride,
        @About("same, valid, or the number of places around the input") String padding,
        @Min(1) @About("places between two elements of the window") List<Integer> dilation,
        @About("whether a last window that sticks out of the input counts, if it starts inside") boolean ceilMode)
        implements Layer {
    /** Throws {@link IllegalArgumentException} for lists of a wrong length. */
    public MaxPool1d {
        kernelSize = List.copyOf(kernelSize);
        stride = stride.map(List::copyOf);
        dilation = List.copyOf(dilation);
        sliding(kernelSize, stride, padding, dilation, ceilMode);
    }

    /** Windows side by side. */
    public MaxPool1d(int kernelSize) {
        this(List.of(kernelSize), Optional.empty(), "valid", List.of(1), false);
    }

    private static Sliding sliding(List<Integer> kernelSize, Optional<List<Integer>> stride, String padding,
            List<Integer> dilation, boolean ceilMode) {
        return new Sliding("max-pool1d", 1, kernelSize, stride.orElse(kernelSize), new Padding(padding), dilation,
                ceilMode).ofPool();
    }

    /** Throws {@link ShapeException} for an input of another rank or type, or into which the window does not fit. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Sliding sliding = sliding(kernelSize, stride, padding, dilation, ceilMode);
        sliding.check(x, scope);
        return x.windowMax(sliding.window(x.shape()));
    }

    /** {@code max-pool1d} as a service. */
    @Component
    @LayerName("max-pool1d")
    public static final class Type implements LayerType<MaxPool1d> {
        @Override
        public MaxPool1d example() {
            return new MaxPool1d(2);
        }

        @Override
        public List<TensorType> exampleInputs() {
            return List.of(TensorType.of(DType.F32, 2, 5, 3));
        }
    }
}
