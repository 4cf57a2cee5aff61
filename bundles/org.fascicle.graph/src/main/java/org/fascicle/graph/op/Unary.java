package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.osgi.annotation.versioning.ProviderType;

/** One operand, a result of the same type. */
@ProviderType
public sealed interface Unary extends Elementwise permits Absolute, Cosine, Erf, Exp, Expm1, Floor, Log, Log1p,
        Logistic, Negate, Sign, Sine, SquareRoot, Tanh {
    /** Element types that the operation is defined on; floating ones unless it says otherwise. */
    default boolean accepts(DType dtype) {
        return dtype.isFloating();
    }

    @Override
    default List<TensorType> results(List<TensorType> operands) {
        if (operands.size() != 1 || !accepts(operands.getFirst().dtype())) {
            throw new ShapeException(name(), operands, "it takes one operand of a type it is defined on", "cast it");
        }
        return operands;
    }
}
