package org.fascicle.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fascicle.activations.Identity;
import org.fascicle.activations.Tanh;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.Layer;
import org.fascicle.nn.MergeLayer;
import org.fascicle.tensor.Tensor;
import org.fascicle.testkit.LayerContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JoiningTest {
    private static final HostTensor X = HostTensor.of(Shape.of(1, 2), 3.0, 5);
    private static final HostTensor SWAP = HostTensor.of(Shape.of(2, 2), 0.0, 1, 1, 0);
    private static final HostTensor TWICE = HostTensor.of(Shape.of(2, 2), 2.0, 0, 0, 2);

    @Nested
    class RepeatTest extends LayerContract<Repeat> {
    }

    @Nested
    class ParallelTest extends LayerContract<Parallel> {
    }

    @Test
    void what_is_repeated_has_parameters_of_its_own_each_time() {
        Layer layer = new Repeat(3, new Dense(2, new Identity()));
        assertArrayEquals(new double[] {20, 12}, Given.use(layer, Map.of("x", X, "0.weight", SWAP, "1.weight", TWICE,
                "2.weight", TWICE)).numbers());
    }

    @Test
    void branches_are_joined_as_told() {
        Map<String, HostTensor> values = Map.of("x", X, "0.weight", SWAP, "1.weight", TWICE);
        List<Layer> branches = List.of(new Dense(2, new Identity()), new Dense(2, new Identity()));
        assertArrayEquals(new double[] {5, 3, 6, 10},
                Given.use(new Parallel(branches, Join.CONCATENATE), values).numbers());
        assertArrayEquals(new double[] {11, 13}, Given.use(new Parallel(branches, Join.ADD), values).numbers());
        assertArrayEquals(new double[] {30, 30}, Given.use(new Parallel(branches, Join.MULTIPLY), values).numbers());
    }

    @Test
    void inputs_are_merged_in_their_order() {
        assertArrayEquals(new double[] {3, 5, 5, 3}, merge(new Concatenate(), X, SWAP));
        assertArrayEquals(new double[] {8, 8}, merge(new Add(), X, SWAP));
    }

    @Test
    void branches_that_do_not_fit_are_refused_together() {
        ShapeException misfit = assertThrows(ShapeException.class, () -> Forward.trace(Sequential.of(new Parallel(
                List.of(new Dense(2, new Tanh()), new Dense(3, new Tanh())), Join.ADD)),
                TensorType.of(DType.F32, 1, 2)));
        assertEquals("0: parallel cannot take f32[1,2] and f32[1,3]: it takes tensors of one shape; give the layers "
                + "before it fitting outputs", misfit.getMessage());
        assertEquals("branches holds one layer at least",
                assertThrows(IllegalArgumentException.class, () -> new Parallel(List.of(), Join.ADD)).getMessage());
    }

    private static double[] merge(MergeLayer layer, HostTensor x, HostTensor weight) {
        return Given.run(false, Optional.empty(), Map.of("x", x, "weight", weight), scope -> {
            Map<String, Tensor> inputs = new LinkedHashMap<>();
            inputs.put("one", scope.input("x"));
            inputs.put("two", scope.input("x").matmul(scope.input("weight")));
            return layer.apply(inputs, scope).get("output");
        }).numbers();
    }
}
