package org.fascicle.metrics;

import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.tensor.Tensor;

/**
 * The classes that outputs and targets stand for.
 *
 * @param metric who asks, for messages
 * @param threshold from where up a single output means class 1
 */
record Classes(String metric, double threshold) {
    /** How many classes there are: the columns, or two where there is one column or none. */
    static int count(Tensor output) {
        return output.rank() < 2 || output.size(-1) == 1 ? 2 : output.size(-1);
    }

    /** The class of each row of the output, i32 [rows]: the first of the largest; none of a row with a NaN. */
    Tensor outputs(Tensor values) {
        if (values.rank() < 2 || values.size(-1) == 1) {
            return values.atLeast(values.scalar(threshold)).cast(DType.I32).reshape(values.shape().elements());
        }
        int columns = values.size(-1);
        Tensor rows = values.reshape(values.shape().elements() / columns, columns);
        Tensor number = rows.iota(TensorType.of(DType.I32, columns), 0);
        Tensor none = number.scalar(columns);
        return Tensor.where(rows.equalTo(rows.maxKeeping(-1)), number, none).min(-1);
    }

    /** The class of each row of the target: i32 [rows]. */
    Tensor targets(Tensor output, Tensor target) {
        Shape rows = output.rank() > 1 ? output.shape().without(-1) : output.shape();
        boolean numbers = target.shape().equals(rows) || target.shape().equals(rows.followedBy(Shape.of(1)));
        if (numbers && !target.dtype().isFloating()) {
            return target.cast(DType.I32).reshape(rows.elements());
        }
        if (target.shape().equals(output.shape()) || numbers && output.shape().elements() == rows.elements()) {
            return wanted(target.dtype().isFloating() ? target : target.cast(output.dtype()));
        }
        throw misfit(metric, output, target,
                "the target has an integer class number for each row of the output, or its shape",
                "leave this metric out where there are no classes");
    }

    /** A target that is a number is a probability of class 1, whatever the output is. */
    private Tensor wanted(Tensor target) {
        return new Classes(metric, 0.5).outputs(target);
    }

    static ShapeException misfit(String metric, Tensor output, Tensor target, String rule, String hint) {
        return new ShapeException(metric, List.of(output.type(), target.type()), rule, output.emitter().origin(),
                hint);
    }
}
