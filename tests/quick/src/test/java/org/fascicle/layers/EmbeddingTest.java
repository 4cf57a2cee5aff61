package org.fascicle.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.initializers.Ones;
import org.fascicle.nn.Layer;
import org.fascicle.testkit.LayerContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EmbeddingTest {
    private static final HostTensor TABLE = HostTensor.of(Shape.of(3, 2), 1.0, 2, 3, 4, 5, 6);

    @Nested
    class ContractTest extends LayerContract<Embedding> {
    }

    @Test
    void a_number_becomes_its_row() {
        HostTensor x = HostTensor.of(Shape.of(2, 2), 2, 0, 1, 2);
        Given.Outcome out = Given.use(new Embedding(3, 2), Map.of("x", x, "weight", TABLE));
        assertEquals(Shape.of(2, 2, 2), out.output().type().shape());
        assertArrayEquals(new double[] {5, 6, 1, 2, 3, 4, 5, 6}, out.numbers());
    }

    @Test
    void the_padding_number_gives_zeros_and_learns_nothing() {
        HostTensor x = HostTensor.of(Shape.of(1, 3), 2, 0, 2);
        Given.Outcome out = Given.use(new Embedding(3, 2, Optional.of(0), new Ones()), Map.of("x", x, "weight", TABLE));
        assertArrayEquals(new double[] {5, 6, 0, 0, 5, 6}, out.numbers());
        double[] gradient = out.gradient("weight");
        assertEquals(0, gradient[0]);
        assertEquals(0, gradient[1]);
        assertTrue(gradient[4] != 0 && gradient[2] == 0, "only the rows that were used learn");
    }

    @Test
    void a_number_that_the_table_lacks_is_named() {
        HostTensor x = HostTensor.of(Shape.of(1, 1), 77);
        RuntimeException fault = assertThrows(RuntimeException.class,
                () -> Given.use(new Embedding(3, 2), Map.of("x", x, "weight", TABLE)));
        assertTrue(fault.getMessage().contains("77"), fault.getMessage());
    }

    @Test
    void what_is_not_whole_is_refused_with_a_remedy() {
        ShapeException misfit = assertThrows(ShapeException.class,
                () -> Forward.trace(new Embedding(3, 2), TensorType.of(DType.F32, 5, 3)));
        assertEquals("embedding cannot take f32[5,3]: it takes i32 numbers [batch, …]; let it be the first layer, on a "
                + "feature of whole numbers", misfit.getMessage());
        assertEquals("padding is one of the numbers 0 to 2, not 3", assertThrows(IllegalArgumentException.class,
                () -> new Embedding(3, 2, Optional.of(3), new Ones())).getMessage());
    }

    @Test
    void a_tied_table_scores_every_row_and_learns_from_both_uses() {
        Layer model = Sequential.of(new Embedding(3, 2), new TiedDense("0.weight"));
        HostTensor x = HostTensor.of(Shape.of(1), 1);
        Given.Outcome out = Given.use(model, Map.of("x", x, "0.weight", TABLE));
        assertArrayEquals(new double[] {3 + 8, 9 + 16, 15 + 24}, out.numbers());
        // d(w₀·y₀ + w₁·y₁ + w₂·y₂): row r gets w_r · row 1, and row 1 gets Σ w_r · row r besides
        double[] both = out.gradient("0.weight");
        double w0 = both[0] / 3;
        double w2 = both[4] / 3;
        double w1 = (both[2] - w0 * 1 - w2 * 5) / (2 * 3);
        assertEquals(w1 * 4 + w0 * 2 + w1 * 4 + w2 * 6, both[3], 1e-12);
        assertEquals(Map.of("0.weight", "[3,2]"), Forward.parameters(model, TensorType.of(DType.I32, 1)));
    }

    @Test
    void a_tied_weight_of_other_features_is_refused() {
        Layer model = Sequential.of(new Embedding(3, 2), new Dense(5, new org.fascicle.activations.Identity()),
                new TiedDense("0.weight"));
        ShapeException misfit = assertThrows(ShapeException.class,
                () -> Forward.trace(model, TensorType.of(DType.I32, 1)));
        assertEquals("2: tied-dense cannot take f32[1,5] and f32[3,2]: it takes [batch…, features] and a weight [rows, "
                + "features]; let the features be as many as the columns of `0.weight`", misfit.getMessage());
    }
}
