package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.osgi.annotation.versioning.ProviderType;

/** Two operands of one type, a result of the same type. */
@ProviderType
public sealed interface Binary extends Elementwise permits Add, And, Divide, Maximum, Minimum, Multiply, Or, Power,
        ShiftLeft, ShiftRight, Subtract, Xor {
    /** Element types that the operation is defined on; numbers of either kind unless it says otherwise. */
    default boolean accepts(DType dtype) {
        return dtype.isFloating() || dtype == DType.I32;
    }

    @Override
    default List<TensorType> results(List<TensorType> operands) {
        if (operands.size() != 2 || !operands.get(0).equals(operands.get(1))) {
            throw new ShapeException(name(), operands, "both operands must have the same element type and shape",
                    "broadcast or cast one of them");
        }
        if (!accepts(operands.getFirst().dtype())) {
            throw new ShapeException(name(), operands, "it is not defined on " + operands.getFirst().dtype().text(),
                    "cast the operands");
        }
        return operands.subList(0, 1);
    }
}
