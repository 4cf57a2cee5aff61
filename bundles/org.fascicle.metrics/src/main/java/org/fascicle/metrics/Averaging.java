package org.fascicle.metrics;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** How figures of classes become one. */
public enum Averaging {
    /** Their mean: each class counts alike, however rare it is. */
    MACRO,
    /** The figure of the counts of all classes together: each row counts alike. */
    MICRO,
    /** Their mean, weighted by how often each class is wanted. */
    WEIGHTED,
    /** That of class 1 alone, where 1 means yes. */
    POSITIVE;

    double of(List<ClassCounts> classes, ToDoubleFunction<ClassCounts> figure) {
        List<ClassCounts> seen = classes.stream().filter(ClassCounts::isSeen).toList();
        return switch (this) {
            case MACRO -> seen.stream().mapToDouble(figure).average().orElse(Double.NaN);
            case MICRO -> seen.stream().reduce(ClassCounts::plus).map(figure::applyAsDouble).orElse(Double.NaN);
            case WEIGHTED -> seen.stream().mapToDouble(one -> one.wanted() * figure.applyAsDouble(one)).sum()
                    / seen.stream().mapToDouble(ClassCounts::wanted).sum();
            case POSITIVE -> seen.isEmpty() ? Double.NaN : figure.applyAsDouble(classes.get(1));
        };
    }
}
