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
 * Uniform on ±√(6 / (fan-in + fan-out)): variance 2 / (fan-in + fan-out), which keeps the size of activations and of
 * gradients alike through layers that are linear near 0 (Glorot and Bengio: Understanding the difficulty of training
 * deep feedforward neural networks, 2010, eq. 16).
 */
@About("uniform, scaled by fan-in and fan-out; for tanh, sigmoid and softmax")
public record GlorotUniform() implements Initializer {
    @Override
    public double[] values(Shape shape, ThreefryRandom random) {
        Fans fans = Fans.of(shape);
        return Draws.uniform(shape, StrictMath.sqrt(6.0 / (fans.in() + fans.out())), random);
    }

    /** {@code glorot-uniform} as a service. */
    @Component
    @InitializerName("glorot-uniform")
    public static final class Type implements InitializerType<GlorotUniform> {
        @Override
        public GlorotUniform example() {
            return new GlorotUniform();
        }
    }
}
