package org.fascicle.graph;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.graph.op.Input;
import org.fascicle.graph.op.Part;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Maps a graph to another, node by node in order. Inputs, outputs and aliases keep their names; a compiler pass is one
 * {@link Rule}.
 */
public final class Rewrite {
    private Rewrite() {
    }

    /** What stands for one node in the new graph. */
    @ConsumerType
    @FunctionalInterface
    public interface Rule {
        /**
         * Emits what replaces a node.
         *
         * @param node the node in the old graph; never an input and never a part
         * @param operands what stands for its operands in the new graph
         * @param emitter the new graph
         * @return the one node that replaces it, or one node for each of its results
         */
        List<Node> apply(Node node, List<Node> operands, Emitter emitter);
    }

    /** The rule that copies. */
    public static List<Node> copy(Node node, List<Node> operands, Emitter emitter) {
        return List.of(emitter.emit(node.op(), operands));
    }

    /** The graph with each node replaced as the rule says. */
    public static Graph apply(Graph graph, Rule rule) {
        return apply(graph, "", rule);
    }

    /** The graph with an origin for each node that has none, such as those of a body: that of the node around it. */
    public static Graph within(String origin, Graph graph) {
        return apply(graph, origin, Rewrite::copy);
    }

    private static Graph apply(Graph graph, String origin, Rule rule) {
        Emitter emitter = new Emitter();
        Map<Node, List<Node>> images = new IdentityHashMap<>(graph.nodes().size());
        for (Node node : graph.nodes()) {
            List<Node> image = emitter.within(node.origin().isEmpty() ? origin : node.origin(),
                    () -> switch (node.op()) {
                case Input(String name, TensorType type) -> List.of(emitter.input(name, type));
                case Part(int index) -> List.of(part(images.get(node.operand(0)), index, emitter));
                default -> rule.apply(node, operands(node, images), emitter);
            });
            images.put(node, image);
        }
        graph.outputs().forEach((name, node) -> emitter.output(name, images.get(node).getFirst()));
        graph.aliases().forEach(emitter::alias);
        return emitter.graph();
    }

    private static List<Node> operands(Node node, Map<Node, List<Node>> images) {
        List<Node> operands = new ArrayList<>();
        for (Node operand : node.operands()) {
            operands.add(images.get(operand).getFirst());
        }
        return operands;
    }

    private static Node part(List<Node> image, int index, Emitter emitter) {
        return image.size() > 1 ? image.get(index) : emitter.part(image.getFirst(), index);
    }

    /** The graph without what no output needs; inputs stay. */
    public static Graph withoutDeadNodes(Graph graph) {
        Map<Node, Boolean> needed = new IdentityHashMap<>();
        graph.outputs().values().forEach(node -> needed.put(node, true));
        for (Node node : graph.nodes().reversed()) {
            if (needed.containsKey(node)) {
                node.operands().forEach(operand -> needed.put(operand, true));
            }
        }
        List<Node> kept = graph.nodes().stream()
                .filter(node -> needed.containsKey(node) || node.op() instanceof Input).toList();
        return new Graph(kept, graph.inputs(), new LinkedHashMap<>(graph.outputs()), graph.aliases());
    }
}
