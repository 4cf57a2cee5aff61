package org.fascicle.graph.op;

import java.util.List;
import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/** Sum over axes; 0 over an empty extent. */
public record ReduceSum(List<Integer> axes) implements Reduction {
    public ReduceSum {
        axes = axes.stream().sorted().toList();
    }

    @Override
    public String name() {
        return "sum";
    }

    /** dy, broadcast. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        pullback.add(0, pullback.emitter().broadcast(pullback.cotangent(), node.operand(0).shape()));
    }
}
