package org.fascicle.activations;

import java.util.List;
import org.fascicle.contribution.About;
import org.fascicle.graph.ShapeException;
import org.fascicle.nn.Activation;
import org.fascicle.nn.ActivationName;
import org.fascicle.nn.ActivationType;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * Gated linear unit: the first half of an axis times the sigmoid of the second (Dauphin, Fan, Auli and Grangier:
 * Language modeling with gated convolutional networks, 2017).
 *
 * <p>in: […, 2n, …] → out: […, n, …]
 */
@About("the first half of an axis times the sigmoid of the second: half as many features")
public record Glu(@About("the axis that is halved; -1 is the last") int axis) implements Activation {
    @Override
    public Tensor apply(Tensor x) {
        int place = Axis.of("glu", x, axis);
        int extent = x.size(place);
        if (extent % 2 != 0) {
            throw new ShapeException("glu", List.of(x.type()), "it halves axis " + axis + ", which has " + extent
                    + " places", x.emitter().origin(), "let the layer before give an even number");
        }
        return x.call("glu", z -> z.slice(place, 0, extent / 2).times(z.slice(place, extent / 2, extent).sigmoid()));
    }

    /** {@code glu} as a service. */
    @Component
    @ActivationName("glu")
    public static final class Type implements ActivationType<Glu> {
        @Override
        public Glu example() {
            return new Glu(-1);
        }
    }
}
