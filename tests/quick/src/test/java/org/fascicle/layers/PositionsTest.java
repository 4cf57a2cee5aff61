package org.fascicle.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.initializers.Ones;
import org.fascicle.testkit.LayerContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PositionsTest {
    @Nested
    class PositionalEmbeddingTest extends LayerContract<PositionalEmbedding> {
    }

    @Nested
    class SinusoidalPositionsTest extends LayerContract<SinusoidalPositions> {
    }

    @Test
    void the_row_of_a_place_is_added_to_what_stands_there() {
        HostTensor x = HostTensor.of(Shape.of(2, 2, 1), 1.0, 2, 3, 4);
        HostTensor table = HostTensor.of(Shape.of(3, 1), 10.0, 20, 30);
        assertArrayEquals(new double[] {11, 22, 13, 24}, Given.use(new PositionalEmbedding(3, new Ones()),
                Map.of("x", x, "weight", table)).numbers());
        assertArrayEquals(new double[] {21, 32, 23, 34}, Given.goOn(new PositionalEmbedding(3, new Ones()), 3,
                Map.of("x", x, "weight", table, "position", HostTensor.of(Shape.SCALAR, 1))).numbers());
    }

    @Test
    void sines_and_cosines_take_turns_and_slow_down() {
        HostTensor zeros = HostTensor.zeros(TensorType.of(DType.F64, 1, 2, 4));
        assertArrayEquals(new double[] {0, 1, 0, 1, Math.sin(1), Math.cos(1), Math.sin(0.1), Math.cos(0.1)},
                Given.use(new SinusoidalPositions(100), Map.of("x", zeros)).numbers(), 1e-12);
    }

    @Test
    void an_odd_number_of_features_ends_with_a_sine() {
        HostTensor zeros = HostTensor.zeros(TensorType.of(DType.F64, 1, 2, 3));
        assertArrayEquals(new double[] {0, 1, 0, Math.sin(1), Math.cos(1), Math.sin(Math.pow(1000, -2 / 3.0))},
                Given.use(new SinusoidalPositions(1000), Map.of("x", zeros)).numbers(), 1e-12);
    }

    @Test
    void too_long_a_sequence_is_refused() {
        ShapeException misfit = assertThrows(ShapeException.class, () -> Forward.trace(
                Sequential.of(new PositionalEmbedding(3, new Ones())), TensorType.of(DType.F32, 1, 4, 2)));
        assertEquals("0: positional-embedding cannot take f32[1,4,2]: it takes floating [batch, time, features] of at "
                + "most 3 places, not 4; take a greater length, or shorter sequences", misfit.getMessage());
    }
}
