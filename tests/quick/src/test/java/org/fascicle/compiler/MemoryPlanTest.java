package org.fascicle.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fascicle.compiler.MemoryPlan.Arena;
import org.fascicle.compiler.MemoryPlan.Place;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.graph.op.Elementwise;
import org.fascicle.graph.op.Tanh;
import org.fascicle.graph.op.Transpose;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
    private static final TensorType TYPE = TensorType.of(DType.F32, 8, 8);

    @Test
    void a_chain_of_elementwise_operations_needs_one_place_however_long_it_is() {
        Emitter emitter = new Emitter();
        Node node = emitter.input("x", TYPE);
        for (int i = 0; i < 10; i++) {
            node = emitter.emit(new Tanh(), node);
        }
        emitter.output("y", node);
        assertEquals(64, MemoryPlan.of(emitter.graph()).sizes().get(Arena.FLOATS));
    }

    @Test
    void a_chain_of_operations_that_read_elsewhere_needs_two_places_however_long_it_is() {
        Emitter emitter = new Emitter();
        Node node = emitter.input("x", TYPE);
        for (int i = 0; i < 10; i++) {
            node = emitter.transpose(node, List.of(1, 0));
        }
        emitter.output("y", node);
        assertEquals(2 * 64, MemoryPlan.of(emitter.graph()).sizes().get(Arena.FLOATS));
    }

    /** Values that are alive together never overlap, on random graphs; sums may replace what they read last of all. */
    @Test
    void no_value_is_overwritten_while_it_is_still_read() {
        for (int seed = 0; seed < 50; seed++) {
            ThreefryRandom random = ThreefryRandom.of(seed, "plan");
            Emitter emitter = new Emitter();
            List<Node> nodes = new ArrayList<>(List.of(emitter.input("x", TYPE)));
            for (int i = 0; i < 30; i++) {
                Node left = nodes.get(random.below(nodes.size()));
                Node right = nodes.get(random.below(nodes.size()));
                nodes.add(random.below(3) == 0 ? emitter.dot(left, false, right, false) : emitter.add(left, right));
            }
            emitter.output("y", nodes.getLast());
            emitter.output("z", nodes.get(random.below(nodes.size())));
            check(emitter.graph());
        }
    }

    private static void check(Graph graph) {
        MemoryPlan plan = MemoryPlan.of(graph);
        List<Node> nodes = graph.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            for (int j = i + 1; j < nodes.size(); j++) {
                int read = nodes.get(j).op() instanceof Elementwise ? j + 1 : j;
                if (plan.places().containsKey(nodes.get(i)) && isReadAtOrAfter(graph, nodes.get(i), read)) {
                    Place one = plan.places().get(nodes.get(i)).getFirst();
                    Place other = plan.places().get(nodes.get(j)).getFirst();
                    assertTrue(one.offset() + 64 <= other.offset() || other.offset() + 64 <= one.offset(),
                            nodes.get(i) + " and " + nodes.get(j) + " overlap in\n" + graph);
                }
            }
        }
    }

    private static boolean isReadAtOrAfter(Graph graph, Node node, int position) {
        return graph.outputs().containsValue(node)
                || graph.nodes().subList(position, graph.nodes().size()).stream()
                        .anyMatch(reader -> reader.operands().contains(node));
    }

    @Test
    void an_update_is_in_place_only_behind_the_last_read_of_what_it_replaces() {
        Emitter emitter = new Emitter();
        Node early = emitter.input("early", TYPE);
        Node late = emitter.input("late", TYPE);
        Node moved = emitter.input("moved", TYPE);
        emitter.output("early'", emitter.add(early, early));
        emitter.output("late'", emitter.add(late, late));
        emitter.output("reads late", emitter.emit(new Tanh(), late));
        emitter.output("moved'", emitter.emit(new Transpose(List.of(1, 0)), moved));
        emitter.alias("early", "early'");
        emitter.alias("late", "late'");
        emitter.alias("moved", "moved'");
        assertEquals(Set.of("early'"), MemoryPlan.of(emitter.graph()).inPlace());
    }

    @Test
    void a_reshape_has_no_memory_of_its_own() {
        Emitter emitter = new Emitter();
        Node sum = emitter.add(emitter.input("x", TYPE), emitter.input("z", TYPE));
        Node view = emitter.reshape(sum, Shape.of(64));
        emitter.output("y", view);
        assertFalse(MemoryPlan.of(emitter.graph()).places().containsKey(view));
        assertEquals(sum, MemoryPlan.root(view).node());
    }
}
