package org.fascicle.graph.op;

import org.fascicle.graph.TensorType;

/**
 * The places that put the values along an axis in order; equals keep their order, NaN counts as the largest value.
 *
 * @param axis the axis
 * @param descending whether the largest comes first
 */
public record ArgSort(int axis, boolean descending) implements Ordering {
    @Override
    public String name() {
        return "arg-sort";
    }

    @Override
    public String attributes() {
        return "axis=" + axis + (descending ? " descending" : "");
    }

    @Override
    public TensorType places(TensorType operand) {
        return operand;
    }
}
