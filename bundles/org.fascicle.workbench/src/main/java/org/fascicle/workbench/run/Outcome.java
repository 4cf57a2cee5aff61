package org.fascicle.workbench.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fascicle.experiment.run.Status;

/**
 * How training ended.
 *
 * @param status done, failed or interrupted
 * @param epochs epochs done
 * @param steps steps done
 * @param results figures of the last epoch by part of the data: {@code train}, {@code validation}, {@code test}
 * @param reason why it failed; empty where it did not
 * @param hint what to do about it; may be empty
 */
public record Outcome(Status status, int epochs, long steps, Map<String, Map<String, Double>> results, String reason,
        String hint) {
    public Outcome {
        results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
    }
}
