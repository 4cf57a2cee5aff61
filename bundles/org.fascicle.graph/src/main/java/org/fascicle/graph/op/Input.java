package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.TensorType;

/**
 * A value that is given to the graph.
 *
 * @param name unique in its graph
 * @param type what is given
 */
public record Input(String name, TensorType type) implements Source {
    @Override
    public String attributes() {
        return "";
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        return List.of(type);
    }

    @Override
    public void gradient(Node node, Pullback pullback) {
        // nothing lies behind an input
    }
}
