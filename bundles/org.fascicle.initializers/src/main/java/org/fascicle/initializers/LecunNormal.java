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
 * Normal with variance 1 / fan-in, not truncated, which keeps the variance of sums of independent inputs (LeCun,
 * Bottou, Orr and Müller: Efficient backprop, 1998, sec. 4.6); what {@code selu} asks for (Klambauer et al.:
 * Self-normalizing neural networks, 2017).
 */
@About("normal, scaled by fan-in; for selu and tanh")
public record LecunNormal() implements Initializer {
    @Override
    public double[] values(Shape shape, ThreefryRandom random) {
        return Draws.normal(shape, 0, 1 / StrictMath.sqrt(Fans.of(shape).in()), random);
    }

    /** {@code lecun-normal} as a service. */
    @Component
    @InitializerName("lecun-normal")
    public static final class Type implements InitializerType<LecunNormal> {
        @Override
        public LecunNormal example() {
            return new LecunNormal();
        }
    }
}
