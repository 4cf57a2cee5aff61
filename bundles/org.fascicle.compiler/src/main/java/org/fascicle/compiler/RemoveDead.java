package org.fascicle.compiler;

import org.fascicle.graph.Graph;
import org.fascicle.graph.Rewrite;

/** Drops nodes that no output needs. */
final class RemoveDead implements Pass {
    @Override
    public String name() {
        return "remove dead";
    }

    @Override
    public Graph apply(Graph graph) {
        return Rewrite.withoutDeadNodes(graph);
    }
}
