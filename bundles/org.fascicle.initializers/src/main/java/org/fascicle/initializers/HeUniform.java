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
 * Uniform on ±√(6 / fan-in): variance 2 / fan-in, which makes up for the half that a ReLU takes away (He et al.:
 * Delving deep into rectifiers, 2015, eq. 10).
 */
@About("uniform, scaled by fan-in; for ReLU and its kin")
public record HeUniform() implements Initializer {
    @Override
    public double[] values(Shape shape, ThreefryRandom random) {
        return Draws.uniform(shape, StrictMath.sqrt(6.0 / Fans.of(shape).in()), random);
    }

    /** {@code he-uniform} as a service. */
    @Component
    @InitializerName("he-uniform")
    public static final class Type implements InitializerType<HeUniform> {
        @Override
        public HeUniform example() {
            return new HeUniform();
        }
    }
}
