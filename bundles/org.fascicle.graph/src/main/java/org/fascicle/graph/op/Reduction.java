package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.osgi.annotation.versioning.ProviderType;

/** Folds some axes, each of which stays with extent 1, so that the result broadcasts against the operand. */
@ProviderType
public sealed interface Reduction extends Op permits ReduceMax, ReduceMin, ReduceSum {
    /** The axes that are folded, ascending. */
    List<Integer> axes();

    @Override
    default String attributes() {
        return "axes=" + axes();
    }

    @Override
    default List<TensorType> results(List<TensorType> operands) {
        if (operands.size() != 1 || operands.getFirst().dtype() == DType.BOOL
                || operands.getFirst().dtype() == DType.U8) {
            throw new ShapeException(name(), operands, "it takes one operand of numbers", "cast it");
        }
        Shape shape = operands.getFirst().shape();
        if (axes().stream().distinct().count() != axes().size()) {
            throw new ShapeException(name(), operands, axes() + " names an axis twice", "name each axis once");
        }
        for (int axis : axes()) {
            if (axis < 0 || axis >= shape.rank()) {
                throw new ShapeException(name(), operands, "there is no axis " + axis, "axes count from 0");
            }
            shape = shape.with(axis, 1);
        }
        return List.of(operands.getFirst().with(shape));
    }
}
