package org.fascicle.graph.op;

import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/**
 * A composed function that keeps its name, such as {@code softmax}, so that a backend or an exporter can know it.
 *
 * @param function name of the function
 * @param body what it computes
 */
public record Call(String function, Graph body) implements Region {
    @Override
    public String name() {
        return "call";
    }

    @Override
    public String attributes() {
        return function;
    }

    /** A call of {@code function.gradient}, made of the body's own derivative. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        BodyGradient.pull(node, function + ".gradient", BodyGradient.of(body), pullback);
    }
}
