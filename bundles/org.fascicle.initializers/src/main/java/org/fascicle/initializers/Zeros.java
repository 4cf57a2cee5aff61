package org.fascicle.initializers;

import org.fascicle.contribution.About;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.InitializerName;
import org.fascicle.nn.InitializerType;
import org.osgi.service.component.annotations.Component;

/** 0 everywhere. */
@About("0 everywhere")
public record Zeros() implements Initializer {
    @Override
    public double[] values(Shape shape, ThreefryRandom random) {
        return Initializer.constant(0).values(shape, random);
    }

    /** {@code zeros} as a service. */
    @Component
    @InitializerName("zeros")
    public static final class Type implements InitializerType<Zeros> {
        @Override
        public Zeros example() {
            return new Zeros();
        }
    }
}
