package org.fascicle.experiment.config;

import java.lang.reflect.RecordComponent;
import org.fascicle.contribution.Max;
import org.fascicle.contribution.Min;

/**
 * The numbers that an option may have; for a list or mapping, each of its numbers.
 *
 * @param min the smallest
 * @param max the largest
 */
record Range(double min, double max) {
    static final Range ALL = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    static Range of(RecordComponent component) {
        Min min = component.getAnnotation(Min.class);
        Max max = component.getAnnotation(Max.class);
        return new Range(min == null ? ALL.min : min.value(), max == null ? ALL.max : max.value());
    }

    boolean contains(double value) {
        return value >= min && value <= max || min == ALL.min && max == ALL.max;
    }

    /** Such as {@code at least 1}; empty where there is no limit. */
    @Override
    public String toString() {
        if (min > ALL.min && max < ALL.max) {
            return "from " + Scalars.number(min) + " to " + Scalars.number(max);
        }
        if (min > ALL.min) {
            return "at least " + Scalars.number(min);
        }
        return max < ALL.max ? "at most " + Scalars.number(max) : "";
    }
}
