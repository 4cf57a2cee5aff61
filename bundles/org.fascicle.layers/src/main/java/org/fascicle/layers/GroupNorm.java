package org.fascicle.layers;

import java.util.List;
import java.util.stream.IntStream;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.contribution.Required;
import org.fascicle.graph.DType;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.initializers.Ones;
import org.fascicle.initializers.Zeros;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * Groups of channels, each with mean 0 and variance 1 over one example, then scaled and moved by what is learned for
 * each channel (Wu and He: Group normalization, 2018). As many groups as channels make it instance normalization
 * (Ulyanov et al., 2016). Nothing depends on the batch.
 *
 * <p>in: [batch, …, channels] → out: the same
 */
@About("groups of channels of each example with mean 0 and variance 1, then scaled and moved by what is learned")
public record GroupNorm(
        @Required @Min(1) @About("into how many groups the channels are dealt out") int groups,
        @Min(0) @About("added to the variance, against division by 0") double epsilon,
        @About("whether a scale and an offset are learned for each channel") boolean affine) implements Layer {
    /** Throws {@link ShapeException} for an input without channels, or whose channels do not fit the groups. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (x.rank() < 2 || !x.dtype().isFloating() || x.size(-1) % groups != 0) {
            throw new ShapeException("group-norm", List.of(x.type()), "it takes floating [batch, …, channels] whose "
                    + "channels can be dealt out to " + groups + " groups", scope.path(), "");
        }
        int channels = x.size(-1);
        // […, groups, channels of a group]: statistics over all axes but the batch and the groups
        Tensor split = x.reshape(x.shape().with(-1, groups).inserting(x.rank(), channels / groups));
        int[] axes = IntStream.range(1, split.rank()).filter(axis -> axis != split.rank() - 2).toArray();
        Tensor centred = split.minus(split.meanKeeping(axes));
        Tensor normal = centred.times(centred.square().meanKeeping(axes).plus(epsilon).sqrt().reciprocal())
                .reshape(x.shape());
        return affine ? normal.times(scope.parameter("weight", Shape.of(channels), new Ones()))
                .plus(scope.parameter("bias", Shape.of(channels), new Zeros())) : normal;
    }

    /** {@code group-norm} as a service. */
    @Component
    @LayerName("group-norm")
    public static final class Type implements LayerType<GroupNorm> {
        @Override
        public GroupNorm example() {
            return new GroupNorm(2, 1e-5, true);
        }

        @Override
        public List<TensorType> exampleInputs() {
            return List.of(TensorType.of(DType.F32, 2, 3, 4));
        }
    }
}
