package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;

/**
 * The elements in the opposite order along some axes.
 *
 * @param axes the axes that are turned round
 */
public record Reverse(List<Integer> axes) implements Movement {
    public Reverse {
        axes = axes.stream().sorted().toList();
    }

    @Override
    public String name() {
        return "reverse";
    }

    @Override
    public String attributes() {
        return "axes=" + axes;
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        int rank = operands.getFirst().shape().rank();
        if (operands.size() != 1 || axes.stream().anyMatch(axis -> axis < 0 || axis >= rank)) {
            throw new ShapeException(name(), operands, "it has no axes " + axes, "axes count from 0");
        }
        return operands;
    }

    /** dy, reversed. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        pullback.add(0, pullback.emitter().emit(this, pullback.cotangent()));
    }
}
