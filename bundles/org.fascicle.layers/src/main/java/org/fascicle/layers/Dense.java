package org.fascicle.layers;

import java.util.List;
import org.fascicle.activations.Identity;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.contribution.Required;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
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
 * Every output is a weighted sum of every input: {@code y = activation(x·W + b)}, W: [in, units], b: [units].
 *
 * <p>in: [batch…, in] → out: [batch…, units]
 *
 * <p>The weights start Glorot-uniform and the biases at 0, as in Keras; {@code uniform-fan-in} gives PyTorch's weights.
 */
@About("every output is a weighted sum of every input, through an activation")
public record Dense(
        @Required @Min(1) @About("number of outputs") int units,
        @About("what the sums go through") Activation activation,
        @About("whether a learned offset is added to each sum") boolean bias,
        @About("first values of the weights") Initializer weightInitializer,
        @About("first values of the offsets") Initializer biasInitializer) implements Layer {
    /** A dense layer with biases and the usual first values. */
    public Dense(int units, Activation activation) {
        this(units, activation, true, new GlorotUniform(), new Zeros());
    }

    /** Throws {@link ShapeException} for an input without a feature axis or of a type that is not floating. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (x.rank() < 2) {
            throw misfit(x, scope, "it takes [batch…, features]", "give each example an axis of features");
        }
        if (!x.dtype().isFloating()) {
            throw misfit(x, scope, "it takes floating features",
                    "scale the feature, or turn class numbers into columns");
        }
        Tensor weight = scope.parameter("weight", Shape.of(x.size(-1), units), weightInitializer);
        Tensor sums = x.matmul(weight);
        if (bias) {
            sums = sums.plus(scope.parameter("bias", Shape.of(units), biasInitializer));
        }
        return activation.apply(sums);
    }

    private static ShapeException misfit(Tensor x, Scope scope, String rule, String hint) {
        return new ShapeException("dense", List.of(x.type()), rule, scope.path(), hint);
    }

    /** {@code dense} as a service. */
    @Component
    @LayerName("dense")
    public static final class Type implements LayerType<Dense> {
        @Override
        public Dense example() {
            return new Dense(4, new Identity());
        }
    }
}
