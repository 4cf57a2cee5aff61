package org.fascicle.bench;

import java.util.List;
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
 * The way past a block that makes an image smaller and deeper, with nothing to learn: every {@code stride}-th place,
 * and channels of zeros on both sides (He et al.: Deep residual learning for image recognition, 2015, option A).
 *
 * <p>in: [batch, height, width, channels] → out: [batch, ⌈height / stride⌉, ⌈width / stride⌉, filters]
 */
@About("the way past a block that makes an image smaller and deeper: some places, and channels of zeros")
public record IdentityShortcut(
        @Required @Min(1) @About("number of channels behind it, at least those before it") int filters,
        @Min(1) @About("places between two that are taken, down and across") int stride) implements Layer {
    /** Throws {@link ShapeException} for what is no image, or one with more channels than there are to be. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (x.rank() != 4 || x.size(-1) > filters) {
            throw new ShapeException("identity-shortcut", List.of(x.type()),
                    "it takes [batch, height, width, channels] of at most " + filters + " channels", scope.path(),
                    "give it as many filters as the block gives");
        }
        int more = filters - x.size(-1);
        return x.slice(1, 0, x.size(1), stride).slice(2, 0, x.size(2), stride).pad(3, more / 2, more - more / 2, 0);
    }

    /** {@code identity-shortcut} as a service. */
    @Component
    @LayerName("identity-shortcut")
    public static final class Type implements LayerType<IdentityShortcut> {
        @Override
        public IdentityShortcut example() {
            return new IdentityShortcut(4, 2);
        }

        @Override
        public List<TensorType> exampleInputs() {
            return List.of(TensorType.of(DType.F32, 2, 3, 4, 2));
        }
    }
}
