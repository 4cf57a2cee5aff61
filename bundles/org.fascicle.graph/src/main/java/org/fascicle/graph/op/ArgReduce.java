package org.fascicle.graph.op;

import org.fascicle.graph.TensorType;

/**
 * The place of the largest or smallest value along an axis, which stays with extent 1; the first of equals, and the
 * first NaN where there is one.
 *
 * @param axis the axis, whose extent is at least 1
 * @param largest whether the largest is looked for
 */
public record ArgReduce(int axis, boolean largest) implements Ordering {
    @Override
    public String name() {
        return largest ? "arg-max" : "arg-min";
    }

    @Override
    public String attributes() {
        return "axis=" + axis;
    }

    @Override
    public TensorType places(TensorType operand) {
        return operand.with(operand.shape().with(axis, 1));
    }
}
