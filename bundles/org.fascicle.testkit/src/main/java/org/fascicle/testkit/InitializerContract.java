package org.fascicle.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.nn.Initializer;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What every initializer must do. The whole test of one is
 * {@code class OrthogonalTest extends InitializerContract<Orthogonal> {}}.
 *
 * @param <I> the initializer
 */
@ConsumerType
public abstract class InitializerContract<I extends Initializer> extends ContributionContract<I> {
    /** Shapes of a scalar, a vector, dense weights, convolution weights, and of nothing. */
    protected List<Shape> shapes() {
        return List.of(Shape.SCALAR, Shape.of(5), Shape.of(4, 3), Shape.of(3, 4), Shape.of(3, 3, 2, 4), Shape.of(0, 3));
    }

    @Test
    void there_is_a_finite_value_for_each_element() {
        for (Shape shape : shapes()) {
            double[] values = values(shape, "a");
            assertEquals(shape.elements(), values.length, shape::toString);
            assertTrue(Arrays.stream(values).allMatch(Double::isFinite), () -> shape + ": " + Arrays.toString(values));
        }
    }

    @Test
    void values_depend_on_the_sequence_alone() {
        for (Shape shape : shapes()) {
            assertArrayEquals(values(shape, "a"), values(shape, "a"), shape::toString);
        }
    }

    private double[] values(Shape shape, String name) {
        return contribution().values(shape, ThreefryRandom.of(1, name));
    }
}
