package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;

/**
 * A tensor with a block replaced at a place that is known at run time: (T x, T block, i32 {@code [rank]} starts) → T.
 * Starts are moved so that the block lies inside.
 */
public record DynamicUpdate() implements Indexing {
    @Override
    public String name() {
        return "dynamic-update";
    }

    @Override
    public List<TensorType> results(List<TensorType> operands) {
        if (operands.size() != 3 || operands.get(0).dtype() != operands.get(1).dtype()
                || !DynamicSlice.fits(operands.get(1).shape(), operands.get(0).shape(), operands.get(2))) {
            throw new ShapeException(name(), operands, "it takes a tensor, a block that fits into it, and i32[rank]",
                    "");
        }
        return operands.subList(0, 1);
    }

    /** {@code dx} is dy with zeros in the block, {@code dblock} the block of dy. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        Emitter e = pullback.emitter();
        Node block = node.operand(1);
        Node starts = node.operand(2);
        pullback.add(0, e.emit(this, pullback.cotangent(), e.constant(block.type(), 0), starts));
        pullback.add(1, e.emit(new DynamicSlice(block.shape()), pullback.cotangent(), starts));
    }
}
