package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.ShapeException;
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
        if (axis < 0 || axis >= type.shape().rank() || type.dtype() == DType.BOOL) {
            throw new ShapeException(name(), List.of(type), "it counts numbers along one of the axes, not " + axis, "");
        }
        return List.of(type);
    }

    @Override
    public void gradient(Node node, Pullback pullback) {
        // nothing lies behind it
    }
}
