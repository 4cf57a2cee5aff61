package org.fascicle.metrics;

import java.util.List;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.tensor.Tensor;

/** Targets that are numbers. */
final class Numbers {
    private Numbers() {
    }

    /** The target in the shape and type of the output; throws {@link ShapeException} where it is another. */
    static Tensor of(String metric, Tensor output, Tensor target) {
        boolean column = target.shape().followedBy(Shape.of(1)).equals(output.shape());
        boolean row = output.shape().followedBy(Shape.of(1)).equals(target.shape());
        if (!target.shape().equals(output.shape()) && !column && !row) {
            throw new ShapeException(metric, List.of(output.type(), target.type()),
                    "the target has a number for each of the output", output.emitter().origin(),
                    "take `accuracy` for classes");
        }
        return target.cast(output.dtype()).reshape(output.shape());
    }
}
