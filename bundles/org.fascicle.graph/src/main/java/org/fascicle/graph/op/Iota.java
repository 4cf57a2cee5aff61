package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.TensorType;

/**
 * Each element is its own place along an axis: 0, 1, 2, …
 *
 * @param type type of the result
 * @param axis the axis that is counted along
 */
public record Iota(TensorType type, int axis) implements Source {
    @Override
    public String name() {
        return "iota";
    }

    @Override
    public String attributes() {
        return "axis=" + axis;
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        type.shape().axis(axis);
        return List.of(type);
    }

    @Override
    public void gradient(Node node, Pullback pullback) {
        // nothing lies behind it
    }
}
