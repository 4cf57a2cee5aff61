package org.fascicle.initializers;

import java.util.Arrays;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.InitializerName;
import org.fascicle.nn.InitializerType;
import org.osgi.service.component.annotations.Component;

/**
 * The normal distribution without its tails: what is drawn farther than so many standard deviations from the mean is
 * drawn again, as in Keras and TensorFlow. With the usual bound of 2 that leaves 0.88 of the standard deviation, and
 * no weight that begins far out.
 */
@About("normal distribution without its tails, whatever the size of the layer")
public record TruncatedNormal(
        @About("centre of the distribution") double mean,
        @Min(0) @About("standard deviation before the tails are cut") double standardDeviation,
        @Min(0.1) @About("where the tails begin, in standard deviations from the mean") double bound)
                implements Initializer {
    @Override
    public double[] values(Shape shape, ThreefryRandom random) {
        double[] values = new double[shape.elements()];
        Arrays.setAll(values, i -> mean + standardDeviation * bounded(random));
        return values;
    }

    private double bounded(ThreefryRandom random) {
        double value = random.normal();
        while (Math.abs(value) > bound) {
            value = random.normal();
        }
        return value;
    }

    /** {@code truncated-normal} as a service. */
    @Component
    @InitializerName("truncated-normal")
    public static final class Type implements InitializerType<TruncatedNormal> {
        @Override
        public TruncatedNormal example() {
            return new TruncatedNormal(0, 0.05, 2);
        }
    }
}
