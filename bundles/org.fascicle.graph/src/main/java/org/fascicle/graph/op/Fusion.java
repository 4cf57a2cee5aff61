package org.fascicle.graph.op;

import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/**
 * Elementwise operations, broadcasts, constants and folds of rows that are done in one pass over memory, with slices of
 * what they read and concatenations of what they give. The compiler makes it for backends that ask for it, behind all
 * gradients.
 *
 * @param body what it computes
 */
public record Fusion(Graph body) implements Region {
    @Override
    public String name() {
        return "fusion";
    }

    /** That of the body. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        BodyGradient.pull(node, "fusion.gradient", BodyGradient.of(body), pullback);
    }
}
