package org.fascicle.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.initializers.Ones;
import org.fascicle.initializers.Zeros;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.osgi.service.component.annotations.Component;

/**
 * Each example, at each place, with mean 0 and variance 1 over its features, then scaled and moved by what is learned:
 * {@code y = (x − μ) / √(σ² + ε) · weight + bias} (Ba et al.: Layer normalization, 2016). Features are the last axis,
 * or the last few; weight and bias have their shape. Nothing depends on the batch.
 *
 * <p>in: [batch, …, features] → out: the same
 */
@About("the features at each place with mean 0 and variance 1, then scaled and moved by what is learned")
public record LayerNorm(
        @Min(1) @About("how many of the last axes are features") int axes,
        @Min(0) @About("added to the variance, against division by 0") double epsilon,
        @About("whether a scale is learned for each feature") boolean affine,
        @About("whether an offset is learned too") boolean bias) implements Layer {
    /** The usual one, over the last axis. */
    public LayerNorm() {
        this(1, 1e-5, true, true);
    }

    /** Throws {@link ShapeException} for an input without features or of a type that is not floating. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (x.rank() <= axes || !x.dtype().isFloating()) {
            throw new ShapeException("layer-norm", List.of(x.type()), "it takes floating [batch, …] with " + axes
                    + (axes == 1 ? " axis" : " axes") + " of features", scope.path(), "");
        }
        Shape features = x.shape().range(x.rank() - axes, x.rank());
        List<Tensor> operands = new ArrayList<>(List.of(x));
        if (affine) {
            operands.add(scope.parameter("weight", features, new Ones()));
            if (bias) {
                operands.add(scope.parameter("bias", features, new Zeros()));
            }
        }
        int[] last = IntStream.rangeClosed(1, axes).map(axis -> -axis).toArray();
        return Trace.call("layer-norm", operands, tensors -> {
            Tensor centred = tensors.getFirst().minus(tensors.getFirst().meanKeeping(last));
            Tensor normal = centred.times(centred.square().meanKeeping(last).plus(epsilon).sqrt().reciprocal());
            Tensor scaled = tensors.size() > 1 ? normal.times(tensors.get(1)) : normal;
            return tensors.size() > 2 ? scaled.plus(tensors.get(2)) : scaled;
        });
    }

    /** {@code layer-norm} as a service. */
    @Component
    @LayerName("layer-norm")
    public static final class Type implements LayerType<LayerNorm> {
        @Override
        public LayerNorm example() {
            return new LayerNorm();
        }
    }
}
