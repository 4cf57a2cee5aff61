package org.fascicle.workbench;

import java.util.List;
import java.util.Optional;

/**
 * What a model says to examples.
 *
 * @param run name of its run
 * @param weights which weights it has, in words
 * @param on which examples, in words
 * @param classes names of the classes; empty where it gives values
 * @param rows an answer an example, in their order
 * @param notes what somebody should know of the examples, such as columns that nobody reads
 */
public record Predictions(String run, String weights, String on, List<String> classes, List<Row> rows,
        List<String> notes) {
    public Predictions {
        notes = List.copyOf(notes);
        classes = List.copyOf(classes);
        rows = List.copyOf(rows);
    }

    /**
     * An answer.
     *
     * @param prediction name of the likeliest class, or the value
     * @param values probability of each class, or all values
     * @param target what it should be, where that is known
     */
    public record Row(String prediction, List<Double> values, Optional<String> target) {
        public Row {
            values = List.copyOf(values);
        }
    }
}
