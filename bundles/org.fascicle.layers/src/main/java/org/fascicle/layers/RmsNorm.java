package org.fascicle.layers;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.initializers.Ones;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.fascicle.tensor.Trace;
import org.osgi.service.component.annotations.Component;

/**
 * The features of each example, at each place, with a mean square of 1, then scaled by what is learned: {@code y = x /
 * √(mean(x²) + ε) · weight} (Zhang and Sennrich: Root mean square layer normalization, 2019). Features are the last
 * axis.
 *
 * <p>in: [batch, …, features] → out: the same
 */
@About("the features of each example, at each place, with a mean square of 1, then scaled by what is learned")
public record RmsNorm(
        @Min(0) @About("added to the mean square, against division by 0") double epsilon,
        @About("whether a scale is learned for each feature") boolean affine) implements Layer {
    /** Throws {@link ShapeException} for an input without features or of a type that is not floating. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (x.rank() < 2 || !x.dtype().isFloating()) {
            throw new ShapeException("rms-norm", List.of(x.type()), "it takes floating [batch, …, features]",
                    scope.path(), "give each example an axis of features");
        }
        List<Tensor> operands = new ArrayList<>(List.of(x));
        if (affine) {
            operands.add(scope.parameter("weight", Shape.of(x.size(-1)), new Ones()));
        }
        return Trace.call("rms-norm", operands, tensors -> {
            Tensor size = tensors.getFirst().square().meanKeeping(-1).plus(epsilon).sqrt();
            Tensor normal = tensors.getFirst().times(size.reciprocal());
            return affine ? normal.times(tensors.get(1)) : normal;
        });
    }

    /** {@code rms-norm} as a service. */
    @Component
    @LayerName("rms-norm")
    public static final class Type implements LayerType<RmsNorm> {
        @Override
        public RmsNorm example() {
            return new RmsNorm(1e-6, true);
        }
    }
}
