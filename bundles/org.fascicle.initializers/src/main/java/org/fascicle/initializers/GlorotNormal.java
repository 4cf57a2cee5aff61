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
 * Normal with variance 2 / (fan-in + fan-out), not truncated (Glorot and Bengio: Understanding the difficulty of
 * training deep feedforward neural networks, 2010, eq. 12).
 */
@About("normal, scaled by fan-in and fan-out; for tanh, sigmoid and softmax")
public record GlorotNormal() implements Initializer {
    @Override
    public double[] values(Shape shape, ThreefryRandom random) {
        Fans fans = Fans.of(shape);
        return Draws.normal(shape, 0, StrictMath.sqrt(2.0 / (fans.in() + fans.out())), random);
    }

    /** {@code glorot-normal} as a service. */
    @Component
    @InitializerName("glorot-normal")
    public static final class Type implements InitializerType<GlorotNormal> {
        @Override
        public GlorotNormal example() {
            return new GlorotNormal();
        }
    }
}
