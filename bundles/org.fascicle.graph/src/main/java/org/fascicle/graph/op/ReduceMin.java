package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.Emitter;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/** Smallest element over axes; the highest value of the type (∞) over an empty extent; NaN where any is. */
public record ReduceMin(List<Integer> axes) implements Reduction {
    public ReduceMin {
        axes = axes.stream().sorted().toList();
    }

    @Override
    public String name() {
        return "min";
    }

    /** dy in equal parts to the elements that attain the result. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        Emitter e = pullback.emitter();
        Node x = node.operand(0);
        Node attains = e.emit(new Compare(Comparison.EQUAL), x, e.broadcast(node, x.shape()));
        Node mask = e.emit(new Cast(x.dtype()), attains);
        Node part = e.divide(pullback.cotangent(), e.sum(mask, axes));
        pullback.add(0, e.multiply(mask, e.broadcast(part, x.shape())));
    }
}
