package org.fascicle.losses;

import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.tensor.Tensor;

/** What an output is compared with: class numbers [batch…] or values [batch…, columns]. */
final class Targets {
    private Targets() {
    }

    /** Whether the target has a class number for each row of the output. */
    static boolean areClasses(Tensor output, Tensor target) {
        return !target.dtype().isFloating() && output.rank() > 0
                && target.shape().equals(output.shape().without(-1));
    }

    /**
     * The target as values of the output's type. Class numbers become columns with a 1 at the class; where there is
     * one column they are numbers themselves.
     */
    static Tensor values(String loss, Tensor output, Tensor target) {
        if (target.shape().equals(output.shape())) {
            return target.cast(output.dtype());
        }
        if (target.shape().followedBy(Shape.of(1)).equals(output.shape())) {
            return target.cast(output.dtype()).expandDims(-1);
        }
        if (areClasses(output, target)) {
            return hits(target, output.size(-1)).cast(output.dtype());
        }
        throw misfit(loss, output, target);
    }

    /**
     * True at the column that each class number names: {@code [batch…] → bool [batch…, classes]}. A number that names
     * none ends the step with an error.
     */
    static Tensor hits(Tensor numbers, int classes) {
        Tensor columns = numbers.iota(TensorType.of(DType.I32, classes), 0);
        // gathered, since a comparison alone would quietly take a wrong number for no class at all
        Tensor checked = columns.gather(numbers.cast(DType.I32));
        return columns.equalTo(checked.expandDims(-1));
    }

    static ShapeException misfit(String loss, Tensor output, Tensor target) {
        boolean deep = output.rank() > target.rank() + 1;
        return new ShapeException(loss, List.of(output.type(), target.type()),
                "the target has the shape of the output, or an integer class number for each of its rows",
                output.emitter().origin(),
                deep ? "put `flatten` before the first dense layer, so that an example has one row"
                        : "let the last layer give what the target has");
    }
}
