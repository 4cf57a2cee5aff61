package org.fascicle.initializers;

import org.fascicle.contribution.About;
import org.fascicle.contribution.Required;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.InitializerName;
import org.fascicle.nn.InitializerType;
import org.osgi.service.component.annotations.Component;

/** One value everywhere. */
@About("one value everywhere")
public record Constant(@Required @About("the value") double value) implements Initializer {
    @Override
    public double[] values(Shape shape, ThreefryRandom random) {
        return Initializer.constant(value).values(shape, random);
    }

    /** {@code constant} as a service. */
    @Component
    @InitializerName("constant")
    public static final class Type implements InitializerType<Constant> {
        @Override
        public Constant example() {
            return new Constant(0.1);
        }
    }
}
