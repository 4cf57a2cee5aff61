package org.fascicle.initializers;

import java.util.Arrays;
import org.fascicle.contribution.About;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.InitializerName;
import org.fascicle.nn.InitializerType;
import org.osgi.service.component.annotations.Component;

/**
 * The uniform distribution on [low, high), whatever the fans: variance (high − low)² / 12.
 */
@About("uniform between two numbers, whatever the size of the layer")
public record Uniform(
        @About("the least value") double low,
        @About("the end of the values") double high) implements Initializer {
    public Uniform {
        if (!(low < high)) {
            throw new IllegalArgumentException("low, " + low + ", has to lie below high, " + high);
        }
    }

    @Override
    public double[] values(Shape shape, ThreefryRandom random) {
        double[] values = new double[shape.elements()];
        Arrays.setAll(values, i -> random.uniform(low, high));
        return values;
    }

    /** {@code uniform} as a service. */
    @Component
    @InitializerName("uniform")
    public static final class Type implements InitializerType<Uniform> {
        @Override
        public Uniform example() {
            return new Uniform(-0.05, 0.05);
        }
    }
}
