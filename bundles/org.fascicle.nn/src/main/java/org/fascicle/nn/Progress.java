package org.fascicle.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far training is, as a {@link Schedule} sees it.
 *
 * @param step steps done: 0 at the first
 * @param totalSteps steps that the run will do
 * @param stepsPerEpoch steps of one epoch
 * @param losses the figure watched (validation loss, else training loss) of each epoch done
 * @param figures every figure of each epoch done by its name, the loss among them: of the validation examples, of
 *        training where there are none
 */
public record Progress(long step, long totalSteps, long stepsPerEpoch, List<Double> losses,
        Map<String, List<Double>> figures) {
    private static final String LOSS = "loss";

    public Progress {
        losses = List.copyOf(losses);
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    /** Progress of which nothing but the loss is known. */
    public Progress(long step, long totalSteps, long stepsPerEpoch, List<Double> losses) {
        this(step, totalSteps, stepsPerEpoch, losses, Map.of(LOSS, List.copyOf(losses)));
    }

    /**
     * Progress at the first step of an epoch, from the figures of each epoch done, {@code loss} among them.
     *
     * @param stepsPerEpoch steps of one epoch
     * @param totalSteps steps that the run will do
     * @param epochs the figures by name, epoch by epoch
     */
    public static Progress of(long stepsPerEpoch, long totalSteps, List<Map<String, Double>> epochs) {
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        figures.put(LOSS, new ArrayList<>());
        epochs.forEach(epoch -> epoch.forEach((name, value) ->
                figures.computeIfAbsent(name, key -> new ArrayList<>()).add(value)));
        figures.replaceAll((name, values) -> List.copyOf(values));
        return new Progress(epochs.size() * stepsPerEpoch, totalSteps, stepsPerEpoch, figures.get(LOSS), figures);
    }

    /** Epochs done. */
    public long epoch() {
        return step / Math.max(1, stepsPerEpoch);
    }

    /** The same at another step of a run of another length, such as for a schedule that begins later. */
    public Progress at(long otherStep, long otherTotal) {
        return new Progress(otherStep, otherTotal, stepsPerEpoch, losses, figures);
    }
}
