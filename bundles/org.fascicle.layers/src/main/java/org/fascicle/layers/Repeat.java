package org.fascicle.layers;

import java.util.Collections;
import java.util.List;
import org.fascicle.activations.Tanh;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.contribution.Required;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * One layer several times, each with parameters of its own; their paths are 0, 1, 2, …
 *
 * <p>in: what the layer takes → out: what the last gives
 */
@About("one layer several times, each with parameters of its own")
public record Repeat(
        @Required @Min(1) @About("how often") int times,
        @Required @About("the layer") Layer layer) implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return scope.sequence(Collections.nCopies(times, layer), x);
    }

    /** {@code repeat} as a service. */
    @Component
    @LayerName("repeat")
    public static final class Type implements LayerType<Repeat> {
        @Override
        public Repeat example() {
            return new Repeat(3, new Residual(List.of(new Dense(4, new Tanh()))));
        }
    }
}
