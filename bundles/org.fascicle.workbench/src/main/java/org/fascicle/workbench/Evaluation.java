package org.fascicle.workbench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How good a model is.
 *
 * @param run name of its run
 * @param weights which weights it has, in words
 * @param on which examples, in words
 * @param examples how many they are
 * @param figures the loss and the metrics of its experiment
 * @param notes what somebody should know of the examples, such as columns that nobody reads
 */
public record Evaluation(String run, String weights, String on, int examples, Map<String, Double> figures,
        List<String> notes) {
    public Evaluation {
        notes = List.copyOf(notes);
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }
}
