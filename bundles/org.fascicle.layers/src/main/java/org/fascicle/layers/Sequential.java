package org.fascicle.layers;

import java.util.List;
import org.fascicle.activations.Identity;
import org.fascicle.activations.Relu;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Required;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * Layers one behind the other; their paths are 0, 1, 2, …
 *
 * <p>in: what the first takes → out: what the last gives
 */
@About("layers one behind the other")
public record Sequential(@Required @About("the layers, from input to output") List<Layer> layers) implements Layer {
    public Sequential {
        layers = List.copyOf(layers);
    }

    /** Layers one behind the other. */
    public static Sequential of(Layer... layers) {
        return new Sequential(List.of(layers));
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return scope.sequence(layers, x);
    }

    /** {@code sequential} as a service. */
    @Component
    @LayerName("sequential")
    public static final class Type implements LayerType<Sequential> {
        @Override
        public Sequential example() {
            return of(new Dense(5, new Relu()), new Dense(2, new Identity()));
        }
    }
}
