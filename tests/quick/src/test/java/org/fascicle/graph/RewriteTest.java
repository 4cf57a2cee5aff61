package org.fascicle.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.fascicle.backend.reference.Interpreter;
import org.fascicle.graph.op.Add;
import org.fascicle.graph.op.Call;
import org.fascicle.graph.op.Region;
import org.fascicle.graph.op.Subtract;
import org.junit.jupiter.api.Test;

class RewriteTest {
    private static final TensorType TYPE = TensorType.of(DType.F64, 2);

    @Test
    void copying_gives_an_equal_graph_with_the_same_origins() {
        Graph graph = graph();
        Graph copy = Rewrite.apply(graph, Rewrite::copy).verify();
        assertEquals(graph.toString(), copy.toString());
        assertEquals(graph.nodes().stream().map(Node::origin).toList(),
                copy.nodes().stream().map(Node::origin).toList());
    }

    @Test
    void a_rule_replaces_nodes_one_by_one() {
        Graph changed = Rewrite.apply(graph(), (node, operands, emitter) -> node.op() instanceof Add
                ? List.of(emitter.emit(new Subtract(), operands)) : Rewrite.copy(node, operands, emitter)).verify();
        // x + x became x − x; the body of the call was left alone
        assertEquals(List.of(0.0, 0.0), values(changed, "sum"));
        assertEquals(values(graph(), "part"), values(changed, "part"));
    }

    @Test
    void a_region_with_several_results_may_be_replaced_by_several_nodes() {
        Graph opened = Rewrite.apply(graph(), (node, operands, emitter) -> node.op() instanceof Region region
                ? emitter.inline(region.body(), operands) : Rewrite.copy(node, operands, emitter)).verify();
        assertEquals(0, opened.nodes().stream().filter(node -> node.op() instanceof Region).count());
        for (String output : List.of("sum", "part")) {
            assertEquals(values(graph(), output), values(opened, output));
        }
    }

    @Test
    void only_nodes_without_an_origin_get_one() {
        Emitter e = new Emitter();
        Node x = e.input("x", TYPE);
        e.output("y", e.within("dense", () -> e.negate(x)));
        assertEquals(List.of("lstm", "dense"),
                Rewrite.within("lstm", e.graph()).nodes().stream().map(Node::origin).toList());
    }

    @Test
    void names_and_aliases_stay() {
        Graph changed = Rewrite.apply(graph(), Rewrite::copy);
        assertEquals(graph().aliases(), changed.aliases());
        assertEquals(graph().outputs().keySet(), changed.outputs().keySet());
    }

    @Test
    void what_no_output_needs_goes_and_inputs_stay() {
        Emitter e = new Emitter();
        Node x = e.input("x", TYPE);
        Node unused = e.input("unused", TYPE);
        e.multiply(unused, unused);
        e.output("y", e.negate(x));
        assertEquals("""
                %0 f64[2] = x
                %1 f64[2] = unused
                %2 f64[2] = negate %0
                y = %2
                """, Rewrite.withoutDeadNodes(e.graph()).verify().toString());
    }

    private static Graph graph() {
        Emitter body = new Emitter();
        Node a = body.input("a", TYPE);
        body.output("twice", body.add(a, a));
        body.output("square", body.multiply(a, a));
        Emitter e = new Emitter();
        Node x = e.input("x", TYPE);
        Node call = e.within("layer", () -> e.emit(new Call("both", body.graph()), x));
        e.output("part", e.part(call, 1));
        e.output("sum", e.add(x, x));
        e.alias("x", "sum");
        return e.graph().verify();
    }

    private static List<Double> values(Graph graph, String output) {
        HostTensor x = HostTensor.of(Shape.of(2), 3.0, -5.0);
        double[] values = Interpreter.run(graph, Map.of("x", x)).get(output).doubles();
        return List.of(values[0], values[1]);
    }
}
