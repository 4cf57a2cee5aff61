package org.fascicle.initializers;

import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.InitializerName;
import org.fascicle.nn.InitializerType;
import org.osgi.service.component.annotations.Component;

/**
 * The normal distribution {@code N(mean, standardDeviation²)}, whatever the fans: with its defaults far too wide for a
 * deep network.
 */
@About("normal distribution, whatever the size of the layer")
public record Normal(
        @About("centre of the distribution") double mean,
        @Min(0) @About("its standard deviation") double standardDeviation) implements Initializer {
    @Override
    public double[] values(Shape shape, ThreefryRandom random) {
        return Draws.normal(shape, mean, standardDeviation, random);
    }

    /** {@code normal} as a service. */
    @Component
    @InitializerName("normal")
    public static final class Type implements InitializerType<Normal> {
        @Override
        public Normal example() {
            return new Normal(0, 1);
        }
    }
}
