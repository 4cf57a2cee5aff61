package org.fascicle.workbench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How good a model is.
 *
 * @param run name of its run
 * @param weights which weights it has, in words
 * @param on which examples, in words
 * @param examples how many they are
 * @param figures the loss and the metrics of its experiment
 */
public record Evaluation(String run, String weights, String on, int examples, Map<String, Double> figures) {
    public Evaluation {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }
}
