package org.fascicle.compiler.step;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.data.Feature;
import org.fascicle.nn.Layer;
import org.fascicle.nn.Loss;
import org.fascicle.nn.Metric;
import org.fascicle.nn.Optimizer;

/**
 * What is learned from what.
 *
 * @param model from the feature {@code x} to an output
 * @param loss compares the output with the feature {@code y}
 * @param optimizer how parameters follow their gradients
 * @param metrics name → figure; the mean loss is always measured too, as {@code loss}
 * @param features what every example has
 */
public record Task(Layer model, Loss loss, Optimizer optimizer, Map<String, Metric> metrics, List<Feature> features) {
    /** The feature that the model reads. */
    public static final String INPUT = "x";
    /** The feature that the loss compares with. */
    public static final String TARGET = "y";

    public Task {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        features = List.copyOf(features);
    }
}
