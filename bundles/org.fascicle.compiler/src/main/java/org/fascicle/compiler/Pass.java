package org.fascicle.compiler;

import org.fascicle.graph.Graph;

/** One rewriting of graphs that keeps inputs, outputs and meaning. */
public interface Pass {
    /** The name in messages and statistics. */
    String name();

    /** The rewritten graph. */
    Graph apply(Graph graph);
}
