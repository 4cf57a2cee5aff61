package org.fascicle.layers;

import org.fascicle.contribution.About;
import org.fascicle.contribution.Max;
import org.fascicle.contribution.Min;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerName;
import org.fascicle.nn.LayerType;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.osgi.service.component.annotations.Component;

/**
 * In training each number becomes 0 with probability {@code rate}, others are divided by {@code 1 - rate} so that the
 * expected value stays; otherwise nothing happens. Rate 1 leaves only zeros (Srivastava et al.: Dropout: a simple way
 * to prevent neural networks from overfitting, 2014).
 *
 * <p>in: [batch, …] → out: the same
 */
@About("sets numbers to 0 at random in training, against overfitting")
public record Dropout(
        @Min(0) @Max(1) @About("the probability that a number is dropped") double rate) implements Layer {
    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (!scope.training() || rate == 0) {
            return x;
        }
        if (rate == 1) {
            return x.constant(x.type(), 0);
        }
        Tensor kept = scope.random("mask").bernoulli(x.shape(), 1 - rate);
        return Tensor.where(kept, x.times(1 / (1 - rate)), x.scalar(0));
    }

    /** {@code dropout} as a service. */
    @Component
    @LayerName("dropout")
    public static final class Type implements LayerType<Dropout> {
        @Override
        public Dropout example() {
            return new Dropout(0.5);
        }
    }
}
