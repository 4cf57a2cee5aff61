package org.fascicle.compiler;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Rewrite;
import org.fascicle.graph.op.Op;

/** Computes once what several nodes compute alike: operations are pure, so equal ones on equal operands are one. */
final class Share implements Pass {
    private record Key(Op op, List<Node> operands) {
    }

    @Override
    public String name() {
        return "share";
    }

    @Override
    public Graph apply(Graph graph) {
        Map<Key, Node> known = new HashMap<>();
        return Rewrite.apply(graph, (node, operands, emitter) -> List.of(
                known.computeIfAbsent(new Key(node.op(), operands), key -> emitter.emit(key.op(), key.operands()))));
    }
}
