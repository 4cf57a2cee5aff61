package org.fascicle.initializers;

import org.fascicle.contribution.About;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.nn.Fans;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.InitializerName;
import org.fascicle.nn.InitializerType;
import org.osgi.service.component.annotations.Component;

/**
 * Normal with variance 2 / fan-in, not truncated, which makes up for the half that a ReLU takes away (He et al.:
 * Delving deep into rectifiers, 2015, eq. 10).
 */
@About("normal, scaled by fan-in; for ReLU and its kin")
public record HeNormal() implements Initializer {
    @Override
    public double[] values(Shape shape, ThreefryRandom random) {
        return Draws.normal(shape, 0, StrictMath.sqrt(2.0 / Fans.of(shape).in()), random);
    }

    /** {@code he-normal} as a service. */
    @Component
    @InitializerName("he-normal")
    public static final class Type implements InitializerType<HeNormal> {
        @Override
        public HeNormal example() {
            return new HeNormal();
        }
    }
}
