package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.osgi.annotation.versioning.ProviderType;

/** Finds places along an axis by the order of the values there. Places are i32 and have no derivative. */
@ProviderType
public sealed interface Ordering extends Op permits ArgReduce, ArgSort {
    /** The axis along which values are compared. */
    int axis();

    /** The type of the result for an operand that fits. */
    TensorType places(TensorType operand);

    @Override
    default List<TensorType> results(List<TensorType> operands) {
        boolean fits = operands.size() == 1 && axis() >= 0 && axis() < operands.getFirst().shape().rank()
                && (operands.getFirst().dtype().isFloating() || operands.getFirst().dtype() == DType.I32);
        if (!fits) {
            throw new ShapeException(name(), operands, "it takes one operand of numbers with an axis " + axis(), "");
        }
        return List.of(places(operands.getFirst()).with(DType.I32));
    }

    /** None: {@link Gather} with these places has one. */
    @Override
    default void gradient(Node node, Pullback pullback) {
        // places are integers
    }
}
