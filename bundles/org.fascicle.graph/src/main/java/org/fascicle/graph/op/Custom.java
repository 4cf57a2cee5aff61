package org.fascicle.graph.op;

import java.util.Optional;
import org.fascicle.graph.Graph;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/**
 * An operation that a plug-in brings: its body lets it run everywhere, and it may have a gradient of its own, such as a
 * straight-through estimator's.
 *
 * @param function name, prefixed by who brings it, such as {@code acme.snake}
 * @param body what it computes
 * @param derivative the operands, then the cotangents of the results → the cotangent of each floating operand, in
 *        order; empty: the derivative of the body
 */
public record Custom(String function, Graph body, Optional<Graph> derivative) implements Region {
    @Override
    public String name() {
        return "custom";
    }

    @Override
    public String attributes() {
        return function;
    }

    /** A call of {@code function.gradient}. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        BodyGradient.pull(node, function + ".gradient", derivative.orElseGet(() -> BodyGradient.of(body)), pullback);
    }
}
