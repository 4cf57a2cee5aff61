package org.fascicle.backend.cpu.reduction;

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

    /** What changes nothing when it is joined. */
    float neutral() {
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
