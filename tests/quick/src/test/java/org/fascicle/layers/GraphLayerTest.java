package org.fascicle.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.activations.Identity;
import org.fascicle.contribution.InvalidOptionsException;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.nn.Layer;
import org.fascicle.nn.LayerNode;
import org.fascicle.nn.MergeLayer;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;
import org.fascicle.testkit.LayerContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GraphLayerTest {
    @Nested
    class ContractTest extends LayerContract<GraphLayer> {
    }

    /** Its inputs in order, and the other way round. */
    private record Swap() implements MergeLayer {
        @Override
        public List<List<String>> inputs() {
            return List.of(List.of("left", "right"));
        }

        @Override
        public Map<String, Tensor> apply(Map<String, Tensor> inputs, Scope scope) {
            return Map.of("one", inputs.get("right"), "other", inputs.get("left"));
        }
    }

    private static GraphLayer graph(Object... namesAndNodes) {
        Map<String, LayerNode> nodes = new LinkedHashMap<>();
        for (int i = 0; i < namesAndNodes.length; i += 2) {
            nodes.put((String) namesAndNodes[i], (LayerNode) namesAndNodes[i + 1]);
        }
        return new GraphLayer(nodes);
    }

    private static Layer times(double factor) {
        return (x, scope) -> x.times(factor);
    }

    @Test
    void nodes_may_stand_in_any_order_and_name_one_of_several_outputs() {
        GraphLayer layer = graph("output", LayerNode.of(new Concatenate(), "pair.other", "x", "pair.one"),
                "pair", LayerNode.of(new Swap(), "double", "triple"),
                "double", LayerNode.of(times(2), "x"), "triple", LayerNode.of(times(3), "x"));
        assertArrayEquals(new double[] {2, 1, 3}, Forward.of(layer, HostTensor.of(Shape.of(1, 1), 1f), Map.of())
                .toDoubles());
    }

    @Test
    void parameters_are_called_after_their_nodes() {
        GraphLayer layer = graph("hidden", LayerNode.of(new Dense(3, new Identity()), "x"),
                "output", LayerNode.of(new Dense(2, new Identity()), "hidden"));
        assertEquals(Map.of("0.hidden.weight", "[4,3]", "0.hidden.bias", "[3]", "0.output.weight", "[3,2]",
                "0.output.bias", "[2]"), Forward.parameters(Sequential.of(layer), TensorType.of(DType.F32, 1, 4)));
    }

    @Test
    void an_output_that_a_node_does_not_have_is_told_with_those_it_has() {
        GraphLayer layer = graph("pair", LayerNode.of(new Swap(), "x", "x"),
                "output", LayerNode.of(times(1), "pair.third"));
        assertEquals("`pair.third` is no output of the node pair; there are pair.one, pair.other",
                assertThrows(IllegalArgumentException.class,
                        () -> Forward.trace(layer, TensorType.of(DType.F32, 1, 4))).getMessage());
    }

    @Test
    void mistakes_are_told_below_the_option_nodes() {
        InvalidOptionsException wrong = assertThrows(InvalidOptionsException.class,
                () -> graph("output", LayerNode.of(times(1), "x", "x")));
        assertEquals("nodes.output.from", wrong.mistakes().getFirst().path());
    }
}
