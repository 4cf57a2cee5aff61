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
 * The mean of each channel in a window that moves across an image.
 *
 * <p>in: [batch, height, width, channels] → out: [batch, positions down, positions across, channels]
 *
 * <p>{@code ceilMode} and {@code countPadding} as in PyTorch: the positions are counted with the division rounded up,
 * a last window that would start in the padding at the end is dropped, and places behind the padding never count.
 */
@About("the mean in a window that moves across an image")
public record AveragePool2d(
        @Required @Min(1) @About("extent of the window; one number, or one for each axis") List<Integer> kernelSize,
        @Min(1) @About("places between two positions of the window; the extent of the window unless given")
                Optional<List<Integer>> stride,
        @About("same, valid, or the number of places around the input") String padding,
        @About("whether a last window that sticks out of the input counts, if it starts inside") boolean ceilMode,
        @About("whether padding counts as zeros, rather than not at all") boolean countPadding) implements Layer {
    /** Throws {@link IllegalArgumentException} for lists of a wrong length. */
    public AveragePool2d {
        kernelSize = List.copyOf(kernelSize);
        stride = stride.map(List::copyOf);
        sliding(kernelSize, stride, padding, ceilMode);
    }

    /** Windows side by side. */
    public AveragePool2d(int kernelSize) {
        this(List.of(kernelSize), Optional.empty(), "valid", false, true);
    }

    private static Sliding sliding(List<Integer> kernelSize, Optional<List<Integer>> stride, String padding,
            boolean ceilMode) {
        return new Sliding("average-pool2d", 2, kernelSize, stride.orElse(kernelSize), new Padding(padding),
                List.of(1), ceilMode).ofPool();
    }

    /** Throws {@link ShapeException} for an input of another rank or type, or into which the window does not fit. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return sliding(kernelSize, stride, padding, ceilMode).average(x, scope, countPadding);
    }

    /** {@code average-pool2d} as a service. */
    @Component
    @LayerName("average-pool2d")
    public static final class Type implements LayerType<AveragePool2d> {
        @Override
        public AveragePool2d example() {
            return new AveragePool2d(2);
        }

        @Override
        public List<TensorType> exampleInputs() {
            return List.of(TensorType.of(DType.F32, 2, 4, 5, 2));
        }
    }
}
