package org.fascicle.backend.cpu;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.op.Add;
import org.fascicle.graph.op.Dot;
import org.fascicle.graph.op.Input;

/**
 * Products that are added to an input which the sum replaces in its place, such as what a recurrence carries: the sums
 * of the product go on from what stands there.
 */
final class RunningSums {
    private final Map<Node, Node> ofProducts = new HashMap<>();

    RunningSums(Graph graph, Binding binding) {
        Set<Node> read = new HashSet<>(graph.outputs().values());
        Set<Node> readTwice = new HashSet<>();
        graph.nodes().forEach(node -> node.operands().forEach(operand -> {
            if (!read.add(operand)) {
                readTwice.add(operand);
            }
        }));
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Add) {
                for (int i = 0; i < 2; i++) {
                    Node product = node.operand(i);
                    Node sum = node.operand(1 - i);
                    if (product.op() instanceof Dot && sum.op() instanceof Input && !readTwice.contains(product)
                            && !readTwice.contains(sum) && binding.result(node, 0).equals(binding.place(sum))) {
                        ofProducts.put(product, node);
                    }
                }
            }
        }
    }

    /** The node whose result a product is made in: the sum, or the product itself. */
    Node of(Node product) {
        return ofProducts.getOrDefault(product, product);
    }

    /** Whether a node is such a sum. */
    boolean contains(Node sum) {
        return ofProducts.containsValue(sum);
    }
}
