package org.fascicle.graph;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.fascicle.graph.op.Add;
import org.fascicle.graph.op.Call;
import org.fascicle.graph.op.Input;
import org.fascicle.graph.op.Negate;
import org.fascicle.graph.op.ReduceSum;
import org.fascicle.graph.op.Tanh;
import org.junit.jupiter.api.Test;

class VerifierTest {
    private static final TensorType TYPE = TensorType.of(DType.F32, 2, 3);
    private static final TensorType OTHER = TensorType.of(DType.F32, 3);
    private final Node x = new Node(new Input("x", TYPE), List.of(), List.of(TYPE), "");
    private final Node y = new Node(new Negate(), List.of(x), List.of(TYPE), "");

    @Test
    void a_sound_graph_is_given_back() {
        Graph graph = new Graph(List.of(x, y), List.of(x), Map.of("y", y), Map.of("x", "y"));
        assertSame(graph, graph.verify());
    }

    @Test
    void a_node_stands_behind_its_operands() {
        assertFault(new Graph(List.of(y, x), List.of(x), Map.of(), Map.of()), "negate stands before its operand");
    }

    @Test
    void a_node_stands_once() {
        assertFault(new Graph(List.of(x, y, y), List.of(x), Map.of(), Map.of()), "stands twice");
    }

    @Test
    void inputs_and_outputs_are_nodes_of_the_graph() {
        assertFault(new Graph(List.of(x), List.of(x), Map.of("y", y), Map.of()), "output y is not in the graph");
        assertFault(new Graph(List.of(), List.of(x), Map.of(), Map.of()), "input [f32[2,3]] = x is not in the graph");
        assertFault(new Graph(List.of(x), List.of(), Map.of(), Map.of()), "an input that is not listed");
        assertFault(new Graph(List.of(x, y), List.of(x, y), Map.of(), Map.of("y", "z")), "listed and none");
    }

    @Test
    void names_of_inputs_are_unique() {
        Node twin = new Node(new Input("x", OTHER), List.of(), List.of(OTHER), "");
        assertFault(new Graph(List.of(x, twin), List.of(x, twin), Map.of(), Map.of()), "two inputs are named x");
    }

    @Test
    void a_result_has_the_type_that_the_rule_gives() {
        Node wrong = new Node(new Tanh(), List.of(x), List.of(OTHER), "encoder.2");
        assertFault(new Graph(List.of(x, wrong), List.of(x), Map.of(), Map.of()),
                "[f32[3]] = tanh @encoder.2 should be [f32[2,3]]");
        Node misfit = new Node(new Add(), List.of(x), List.of(TYPE), "");
        assertFault(new Graph(List.of(x, misfit), List.of(x), Map.of(), Map.of()), "add cannot take f32[2,3]");
    }

    @Test
    void a_node_with_several_results_is_read_part_by_part() {
        Emitter body = new Emitter();
        Node inner = body.input("a", TYPE);
        body.output("one", body.negate(inner));
        body.output("two", body.add(inner, inner));
        Node pair = new Node(new Call("pair", body.graph()), List.of(x), List.of(TYPE, TYPE), "");
        Node wrong = new Node(new Negate(), List.of(pair), List.of(TYPE), "");
        assertFault(new Graph(List.of(x, pair, wrong), List.of(x), Map.of(), Map.of()),
                "takes several results at once");
    }

    @Test
    void the_body_of_a_region_is_verified_too() {
        Node inner = new Node(new Input("a", TYPE), List.of(), List.of(TYPE), "");
        Node wrong = new Node(new ReduceSum(List.of(1)), List.of(inner), List.of(TYPE), "");
        Graph body = new Graph(List.of(inner, wrong), List.of(inner), Map.of("b", wrong), Map.of());
        Node call = new Node(new Call("f", body), List.of(x), List.of(TYPE), "");
        assertFault(new Graph(List.of(x, call), List.of(x), Map.of(), Map.of()), "in the body of", "f32[2,1]");
    }

    @Test
    void an_alias_joins_an_input_and_an_output_of_one_type() {
        Node narrow = new Node(new Input("narrow", OTHER), List.of(), List.of(OTHER), "");
        List<Node> nodes = List.of(x, narrow, y);
        List<Node> inputs = List.of(x, narrow);
        assertFault(new Graph(nodes, inputs, Map.of("y", y), Map.of("z", "y")), "alias z ← y names what is not there");
        assertFault(new Graph(nodes, inputs, Map.of("y", y), Map.of("x", "z")), "alias x ← z names what is not there");
        assertFault(new Graph(nodes, inputs, Map.of("y", y), Map.of("narrow", "y")),
                "alias narrow ← y joins f32[3] and f32[2,3]");
        assertFault(new Graph(nodes, inputs, Map.of("y", y), Map.of("x", "y", "narrow", "y")),
                "output y replaces two inputs");
    }

    @Test
    void every_fault_is_told_and_the_graph_shown() {
        Node wrong = new Node(new Tanh(), List.of(x), List.of(OTHER), "");
        assertFault(new Graph(List.of(x, wrong), List.of(x), Map.of("y", y), Map.of("q", "y")),
                "should be [f32[2,3]]", "output y is not in the graph", "alias q ← y", "%1 f32[3] = tanh %0");
    }

    private static void assertFault(Graph graph, String... parts) {
        String message = assertThrows(IllegalStateException.class, graph::verify).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
        }
    }
}
