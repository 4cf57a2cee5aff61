package org.fascicle.graph.op;

import org.fascicle.graph.Node;
import org.fascicle.graph.Pullback;

/**
 * {@code yᵢ = Σ xⱼ} over {@code j ≤ i} along an axis, or over {@code j ≥ i}.
 *
 * @param axis the axis
 * @param fromEnd whether the sum runs from the end
 */
public record CumulativeSum(int axis, boolean fromEnd) implements Cumulative {
    @Override
    public String name() {
        return "cumulative-sum";
    }

    @Override
    public String attributes() {
        return "axis=" + axis + (fromEnd ? " from-end" : "");
    }

    /** The sum of dy the other way round. */
    @Override
    public void gradient(Node node, Pullback pullback) {
        pullback.add(0, pullback.emitter().emit(new CumulativeSum(axis, !fromEnd), pullback.cotangent()));
    }
}
