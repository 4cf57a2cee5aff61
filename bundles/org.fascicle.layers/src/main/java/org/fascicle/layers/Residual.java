package org.fascicle.layers;

import java.util.List;
import org.fascicle.activations.Tanh;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Required;
import org.fascicle.graph.ShapeException;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * The input added to what layers make of it: {@code y = x + f(x)}, so that a gradient always has a straight way back
 * (He et al.: Deep residual learning for image recognition, 2015). The paths of the layers are 0, 1, 2, …
 *
 * <p>in: [batch, …] → out: the same
 */
@About("the input added to what layers make of it: x + f(x)")
public record Residual(@Required @About("the layers of f, from input to output") List<Layer> layers) implements Layer {
    public Residual {
        layers = List.copyOf(layers);
    }

    /** Throws {@link ShapeException} where the layers change the shape. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Tensor change = scope.sequence(layers, x);
        if (!change.type().equals(x.type())) {
            throw new ShapeException("residual", List.of(x.type(), change.type()),
                    "it adds its input to what its layers give, so both have one shape", scope.path(),
                    "let its last layer give " + x.shape().without(0) + " for each example");
        }
        return x.plus(change);
    }

    /** {@code residual} as a service. */
    @Component
    @LayerName("residual")
    public static final class Type implements LayerType<Residual> {
        @Override
        public Residual example() {
            return new Residual(List.of(new Dense(4, new Tanh())));
        }
    }
}
