package org.fascicle.layers;

import org.fascicle.activations.Relu;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Required;
import org.fascicle.nn.Activation;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * An activation as a layer of its own, such as behind a normalisation.
 *
 * <p>in: [batch, …] → out: the same
 */
@About("an activation as a layer of its own")
public record ActivationLayer(@Required @About("the activation") Activation function) implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        return function.apply(x);
    }

    /** {@code activation} as a service. */
    @Component
    @LayerName("activation")
    public static final class Type implements LayerType<ActivationLayer> {
        @Override
        public ActivationLayer example() {
            return new ActivationLayer(new Relu());
        }
    }
}
