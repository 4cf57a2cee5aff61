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
 * Uniform on ±1/√fan-in: variance 1 / (3 · fan-in), what PyTorch draws the weights of its linear layers from (LeCun et
 * al.: Efficient backprop, 1998, sec. 4.6, has the same scaling with variance 1 / fan-in). Of a bias the fan-in is its
 * own length.
 */
@About("uniform on ±1/√fan-in; what PyTorch draws the weights of linear layers from")
public record UniformFanIn() implements Initializer {
    @Override
    public double[] values(Shape shape, ThreefryRandom random) {
        return Draws.uniform(shape, 1 / StrictMath.sqrt(Fans.of(shape).in()), random);
    }

    /** {@code uniform-fan-in} as a service. */
    @Component
    @InitializerName("uniform-fan-in")
    public static final class Type implements InitializerType<UniformFanIn> {
        @Override
        public UniformFanIn example() {
            return new UniformFanIn();
        }
    }
}
