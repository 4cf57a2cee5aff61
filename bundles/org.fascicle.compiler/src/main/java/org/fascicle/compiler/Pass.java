package org.fascicle.compiler;

import org.fascicle.graph.Graph;
import org.osgi.annotation.versioning.ProviderType;

/** One rewriting of graphs that keeps inputs, outputs and meaning. */
@ProviderType
public interface Pass {
    /** The name in messages and statistics. */
    String name();

    /** The rewritten graph. */
    Graph apply(Graph graph);
}
