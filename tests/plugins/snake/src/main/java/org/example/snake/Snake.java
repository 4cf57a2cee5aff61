package org.example.snake;

import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.graph.Shape;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * {@code x + sin²(αx)/α} with α learned per feature (Ziyin, Hartwig and Ueda: Neural networks fail to learn periodic
 * functions and how to fix it, 2020).   in: [batch…, features] → out: the same
 */
@About("x + sin²(αx)/α, for what is periodic; α is learned for each feature")
public record Snake(@Min(1e-6) @About("the first value of α") double alpha) implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Tensor a = scope.parameter("alpha", Shape.of(x.size(-1)), Initializer.constant(alpha));
        return x.plus(a.times(x).sin().square().over(a));
    }

    /** {@code snake} as a service. */
    @Component
    @LayerName("snake")
    public static final class Type implements LayerType<Snake> {
        @Override
        public Snake example() {
            return new Snake(1.0);
        }
    }
}
