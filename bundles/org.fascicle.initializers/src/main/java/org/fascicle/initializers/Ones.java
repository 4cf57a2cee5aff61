package org.fascicle.initializers;

import org.fascicle.contribution.About;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.InitializerName;
import org.fascicle.nn.InitializerType;
import org.osgi.service.component.annotations.Component;

/** 1 everywhere. */
@About("1 everywhere")
public record Ones() implements Initializer {
    @Override
    public double[] values(Shape shape, ThreefryRandom random) {
        return Initializer.constant(1).values(shape, random);
    }

    /** {@code ones} as a service. */
    @Component
    @InitializerName("ones")
    public static final class Type implements InitializerType<Ones> {
        @Override
        public Ones example() {
            return new Ones();
        }
    }
}
