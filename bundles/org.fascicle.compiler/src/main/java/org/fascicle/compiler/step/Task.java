package org.fascicle.compiler.step;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.data.Feature;
import org.fascicle.nn.Layer;
import org.fascicle.nn.Loss;
import org.fascicle.nn.Metric;
import org.fascicle.nn.Objective;
import org.fascicle.nn.Optimizer;
import org.fascicle.nn.Supervised;

/**
 * What is learned from what, and how.
 *
 * @param objective from a batch to a loss
 * @param update how parameters follow their gradients
 * @param metrics name → figure; the mean loss is always measured too, as {@code loss}
 * @param features what every example has
 */
public record Task(Objective objective, Update update, Map<String, Metric> metrics, List<Feature> features) {
    /** The feature that the model reads. */
    public static final String INPUT = "x";
    /** The feature that the loss compares with. */
    public static final String TARGET = "y";

    public Task {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        features = List.copyOf(features);
    }

    /** A model from {@code x} that is compared with {@code y}, all of whose parameters one optimizer updates. */
    public Task(Layer model, Loss loss, Optimizer optimizer, Map<String, Metric> metrics, List<Feature> features) {
        this(new Supervised(model, loss), Update.by(optimizer), metrics, features);
    }
}
