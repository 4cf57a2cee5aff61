package org.fascicle.tensor;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.op.Op;

/** NumPy's broadcasting, made explicit in the graph: a reshape that adds leading ones, then a broadcast. */
final class Broadcasting {
    private Broadcasting() {
    }

    static Tensor binary(Op op, Tensor left, Tensor right) {
        Shape shape = common(op.name(), left, right);
        return left.wrap(left.emitter().emit(op, to(left, shape).node(), to(right, shape).node()));
    }

    static Tensor select(Tensor condition, Tensor whenTrue, Tensor whenFalse) {
        Shape values = common("where", whenTrue, whenFalse);
        Shape shape = common("where", condition, to(whenTrue, values));
        Node node = condition.emitter().select(to(condition, shape).node(), to(whenTrue, shape).node(),
                to(whenFalse, shape).node());
        return condition.wrap(node);
    }

    static Tensor to(Tensor tensor, Shape shape) {
        if (tensor.rank() > shape.rank()) {
            throw new ShapeException("broadcast", List.of(tensor.type()), "it cannot become " + shape,
                    "reduce or reshape it").at(tensor.emitter().origin());
        }
        Shape raised = tensor.shape();
        while (raised.rank() < shape.rank()) {
            raised = raised.inserting(0, 1);
        }
        return tensor.wrap(tensor.emitter().broadcast(tensor.emitter().reshape(tensor.node(), raised), shape));
    }

    static Shape common(Shape left, Shape right) {
        List<Integer> sizes = new ArrayList<>();
        int rank = Math.max(left.rank(), right.rank());
        for (int axis = 0; axis < rank; axis++) {
            int one = axis < rank - left.rank() ? 1 : left.size(axis - (rank - left.rank()));
            int other = axis < rank - right.rank() ? 1 : right.size(axis - (rank - right.rank()));
            if (one != other && one != 1 && other != 1) {
                throw new IllegalArgumentException(left + " and " + right + " differ on an axis where neither is 1");
            }
            sizes.add(one == 1 ? other : one);
        }
        return new Shape(sizes);
    }

    private static Shape common(String op, Tensor left, Tensor right) {
        try {
            return common(left.shape(), right.shape());
        } catch (IllegalArgumentException misfit) {
            throw new ShapeException(op, List.of(left.type(), right.type()),
                    "shapes aligned at the last axis must agree, or be 1", "reshape one of them")
                    .at(left.emitter().origin());
        }
    }
}
