package org.fascicle.graph.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;

/**
 * Reorders the axes: axis {@code i} of the result is axis {@code permutation[i]} of the operand.
 *
 * @param permutation each axis once
 */
public record Transpose(List<Integer> permutation) implements Movement {
    public Transpose {
        permutation = List.copyOf(permutation);
    }

    @Override
    public String name() {
        return "transpose";
    }

    @Override
    public String attributes() {
        return "permutation=" + permutation;
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        Shape from = operands.getFirst().shape();
        List<Integer> axes = permutation.stream().sorted().toList();
        boolean fits = operands.size() == 1 && axes.size() == from.rank();
        for (int axis = 0; fits && axis < axes.size(); axis++) {
            fits = axes.get(axis) == axis;
        }
        if (!fits) {
            throw new ShapeException(name(), operands, permutation + " does not name each axis once", "");
        }
        return List.of(operands.getFirst().with(new Shape(permutation.stream().map(from::size).toList())));
    }

    /** The permutation that undoes this one. */
    public List<Integer> inverse() {
        List<Integer> inverse = new ArrayList<>(Collections.nCopies(permutation.size(), 0));
        for (int i = 0; i < permutation.size(); i++) {
            inverse.set(permutation.get(i), i);
        }
        return inverse;
    }

    /** dy with the axes put back. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        pullback.add(0, pullback.emitter().transpose(pullback.cotangent(), inverse()));
    }
}
