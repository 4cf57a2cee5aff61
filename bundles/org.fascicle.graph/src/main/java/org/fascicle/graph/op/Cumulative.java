package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.osgi.annotation.versioning.ProviderType;

/** Each element folds those up to its own place along an axis. */
@ProviderType
public sealed interface Cumulative extends Op permits CumulativeProduct, CumulativeSum {
    /** The axis that is folded along. */
    int axis();

    @Override
    default List<TensorType> results(List<TensorType> operands) {
        boolean fits = operands.size() == 1 && axis() >= 0 && axis() < operands.getFirst().shape().rank()
                && (operands.getFirst().dtype().isFloating() || operands.getFirst().dtype() == DType.I32);
        if (!fits) {
            throw new ShapeException(name(), operands, "it takes one operand of numbers with an axis " + axis(), "");
        }
        return operands;
    }
}
