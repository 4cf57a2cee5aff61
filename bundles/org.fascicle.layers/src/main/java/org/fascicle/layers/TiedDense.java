package org.fascicle.layers;

import java.util.List;
import org.fascicle.activations.Identity;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Required;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
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
 * A dense layer that uses the weight of a layer before it the other way round: {@code y = activation(x·Wᵀ + b)}, such
 * as the table of an embedding to score every word (Press and Wolf: Using the output embedding to improve language
 * models, 2017), or the weight of an encoder to decode. What it learns is learned by both.
 *
 * <p>in: [batch…, features] → out: [batch…, rows of W], W: [rows, features]
 */
@About("a dense layer that uses the weight of a layer before it the other way round, such as that of an embedding")
public record TiedDense(
        @Required @About("the whole path of the weight, such as 0.weight") String weight,
        @About("what the sums go through") Activation activation,
        @About("whether a learned offset is added to each sum") boolean bias,
        @About("first values of the offsets") Initializer biasInitializer) implements Layer {
    /** A dense layer without offsets. */
    public TiedDense(String weight) {
        this(weight, new Identity(), false, new Zeros());
    }

    /** Throws {@link ShapeException} for an input whose features are not those of the weight. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Tensor shared = scope.shared(weight);
        if (shared.rank() != 2 || x.rank() < 2 || x.dtype() != shared.dtype() || x.size(-1) != shared.size(1)) {
            throw new ShapeException("tied-dense", List.of(x.type(), shared.type()), "it takes [batch…, features] and "
                    + "a weight [rows, features]", scope.path(),
                    "let the features be as many as the columns of `" + weight + "`");
        }
        Tensor sums = x.matmul(shared.swapAxes(0, 1));
        if (bias) {
            sums = sums.plus(scope.parameter("bias", Shape.of(shared.size(0)), biasInitializer));
        }
        return activation.apply(sums);
    }

    /** {@code tied-dense} as a service. */
    @Component
    @LayerName("tied-dense")
    public static final class Type implements LayerType<TiedDense> {
        @Override
        public TiedDense example() {
            return new TiedDense("0.weight");
        }
    }
}
