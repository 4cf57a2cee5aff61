package org.fascicle.experiment.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A run as it is kept: {@code run.json} in its folder.
 *
 * @param format version of this form: {@link #FORMAT}
 * @param run its name
 * @param experiment name of the experiment
 * @param status how far it is, or how it ended
 * @param started when
 * @param seconds time that it took so far
 * @param epochs epochs done
 * @param steps steps done
 * @param parameters number of trained values
 * @param results figures by part of the data: {@code train}, {@code validation}, {@code test}
 * @param reason why it failed; empty where it did not
 * @param provenance what it was made of
 */
public record RunRecord(int format, String run, String experiment, Status status, Instant started, double seconds,
        int epochs, long steps, long parameters, Map<String, Map<String, Double>> results, String reason,
        Provenance provenance) {
    /** The version that is written; a record of a later one is refused. */
    public static final int FORMAT = 1;

    public RunRecord {
        results = results == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(results));
        reason = reason == null ? "" : reason;
    }

    /** Reads a record; what it has beyond this form is passed over. */
    public static RunRecord read(Path file) throws IOException {
        throw new UnsupportedOperationException(file.toString());
    }

    /** Writes it aside and moves it into place. */
    public void write(Path file) throws IOException {
        throw new UnsupportedOperationException(file.toString());
    }
}
