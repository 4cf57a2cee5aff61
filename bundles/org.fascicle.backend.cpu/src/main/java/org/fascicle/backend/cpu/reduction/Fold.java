package org.fascicle.backend.cpu.reduction;

import org.fascicle.graph.op.ReduceMax;
import org.fascicle.graph.op.ReduceMin;
import org.fascicle.graph.op.ReduceSum;
import org.fascicle.graph.op.Reduction;

/** What joins two elements. */
public enum Fold {
    /** Sum; 0 over nothing. */
    SUM(0),
    /** The larger, NaN where either is; −∞ over nothing. */
    MAX(Float.NEGATIVE_INFINITY),
    /** The smaller, NaN where either is; ∞ over nothing. */
    MIN(Float.POSITIVE_INFINITY);

    private final float neutral;

    Fold(float neutral) {
        this.neutral = neutral;
    }

    /** What a reduction joins its elements by. */
    public static Fold of(Reduction reduction) {
        return switch (reduction) {
            case ReduceSum _ -> SUM;
            case ReduceMax _ -> MAX;
            case ReduceMin _ -> MIN;
        };
    }

    /** What changes nothing when it is joined. */
    public float neutral() {
        return neutral;
    }

    float join(float one, float other) {
        return switch (this) {
            case SUM -> one + other;
            case MAX -> Math.max(one, other);
            case MIN -> Math.min(one, other);
        };
    }
}
