package org.fascicle.compiler;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Rewrite;
import org.fascicle.graph.op.Part;

/** What stands for the nodes of a body while it is copied into another graph. */
final class Copies {
    private final Map<Node, List<Node>> images = new IdentityHashMap<>();

    Copies(Graph body, List<Node> operands) {
        for (int i = 0; i < operands.size(); i++) {
            images.put(body.inputs().get(i), List.of(operands.get(i)));
        }
    }

    void add(Node node, Emitter emitter, Rewrite.Rule rule) {
        if (images.containsKey(node)) {
            return;
        }
        if (node.op() instanceof Part(int index)) {
            List<Node> image = images.get(node.operand(0));
            images.put(node, List.of(image.size() > 1 ? image.get(index) : emitter.part(image.getFirst(), index)));
            return;
        }
        List<Node> operands = new ArrayList<>();
        for (Node operand : node.operands()) {
            operands.add(images.get(operand).getFirst());
        }
        images.put(node, rule.apply(node, operands, emitter));
    }

    List<Node> outputs(Graph body) {
        return body.outputs().values().stream().map(node -> images.get(node).getFirst()).toList();
    }
}
