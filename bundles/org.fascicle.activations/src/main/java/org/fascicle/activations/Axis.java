package org.fascicle.activations;

import java.util.List;
import org.fascicle.graph.ShapeException;
import org.fascicle.tensor.Tensor;

/** The axis along which an activation works. */
final class Axis {
    private Axis() {
    }

    /** The axis counted from 0; throws {@link ShapeException} where there is none. */
    static int of(String activation, Tensor x, int axis) {
        if (axis < -x.rank() || axis >= x.rank()) {
            throw new ShapeException(activation, List.of(x.type()), "there is no axis " + axis, x.emitter().origin(),
                    "axes count from 0 at the batch, or from -1 at the last");
        }
        return x.shape().axis(axis);
    }
}
