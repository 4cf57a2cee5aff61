package org.fascicle.layers;

import java.util.List;
import org.fascicle.contribution.About;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * {@code x} above 0, {@code w·x} from there down, with w learned for each channel, or once for all of them; the
 * derivative by x at 0 is w (He, Zhang, Ren and Sun: Delving deep into rectifiers, 2015). The parameter is
 * {@code weight}: [channels], or [1].
 *
 * <p>in: [batch, …, channels] → out: the same
 */
@About("x above 0, w·x below, with w learned")
public record Prelu(
        @About("whether all channels share one w") boolean shared,
        @About("the first value of w") double initial) implements Layer {
    /** Throws {@link ShapeException} for an input without channels or of a type that is not floating. */
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (x.rank() < 2 || !x.dtype().isFloating()) {
            throw new ShapeException("prelu", List.of(x.type()), "it takes floating [batch, …, channels]",
                    scope.path(), "put it behind a layer that gives numbers");
        }
        Tensor weight = scope.parameter("weight", Shape.of(shared ? 1 : x.size(-1)), Initializer.constant(initial));
        return Tensor.where(x.greaterThan(0), x, x.times(weight));
    }

    /** {@code prelu} as a service. */
    @Component
    @LayerName("prelu")
    public static final class Type implements LayerType<Prelu> {
        @Override
        public Prelu example() {
            return new Prelu(false, 0.25);
        }
    }
}
