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
 * Uniform on ±√(3 / fan-in): variance 1 / fan-in, which keeps the variance of sums of independent inputs (LeCun,
 * Bottou, Orr and Müller: Efficient backprop, 1998, sec. 4.6).
 */
@About("uniform, scaled by fan-in; for selu and tanh")
public record LecunUniform() implements Initializer {
    @Override
    public double[] values(Shape shape, ThreefryRandom random) {
        return Draws.uniform(shape, StrictMath.sqrt(3.0 / Fans.of(shape).in()), random);
    }

    /** {@code lecun-uniform} as a service. */
    @Component
    @InitializerName("lecun-uniform")
    public static final class Type implements InitializerType<LecunUniform> {
        @Override
        public LecunUniform example() {
            return new LecunUniform();
        }
    }
}
