package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.DType;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;

/**
 * A block of fixed size at a place that is known at run time: (T x, i32 {@code [rank]} starts) → T block. Starts are
 * moved so that the block lies inside.
 *
 * @param sizes extents of the block
 */
public record DynamicSlice(Shape sizes) implements Indexing {
    @Override
    public String name() {
        return "dynamic-slice";
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        if (operands.size() != 2 || !fits(sizes, operands.get(0).shape(), operands.get(1))) {
            throw new ShapeException(name(), operands, "it takes a block " + sizes
                    + " of the first operand at i32[rank]", "");
        }
        return List.of(operands.getFirst().with(sizes));
    }

    static boolean fits(Shape block, Shape whole, TensorType starts) {
        boolean fits = block.rank() == whole.rank() && starts.equals(TensorType.of(DType.I32, whole.rank()));
        for (int axis = 0; fits && axis < whole.rank(); axis++) {
            fits = block.size(axis) <= whole.size(axis);
        }
        return fits;
    }

    /** dy at its place in zeros. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        Emitter e = pullback.emitter();
        Node zeros = e.constant(node.operand(0).type(), 0);
        pullback.add(0, e.emit(new DynamicUpdate(), zeros, pullback.cotangent(), node.operand(1)));
    }
}
