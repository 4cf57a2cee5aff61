package org.fascicle.compiler.strip;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;

/** Who reads the nodes of a graph. */
public final class Readers {
    private final Map<Node, List<Node>> readers = new IdentityHashMap<>();
    private final Set<Node> outputs = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Those of all nodes. */
    public Readers(Graph graph) {
        for (Node node : graph.nodes()) {
            node.operands().forEach(operand -> readers.computeIfAbsent(operand, _ -> new ArrayList<>()).add(node));
        }
        outputs.addAll(graph.outputs().values());
    }

    /** The nodes that read a node, once for each operand that it is. */
    public List<Node> of(Node node) {
        return readers.getOrDefault(node, List.of());
    }

    /** Whether a node is an output of the graph. */
    public boolean isOutput(Node node) {
        return outputs.contains(node);
    }
}
