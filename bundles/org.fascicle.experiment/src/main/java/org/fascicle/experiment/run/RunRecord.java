package org.fascicle.experiment.run;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.experiment.checkpoint.CorruptFileException;

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
 * @param process what trains it
 * @param resumed where it went on after it had been broken off, the first time first
 */
public record RunRecord(int format, String run, String experiment, Status status, Instant started, double seconds,
        int epochs, long steps, long parameters, Map<String, Map<String, Double>> results, String reason,
        Provenance provenance, RunProcess process, List<Resumption> resumed) {
    /** The version that is written; a record of a later one is refused. */
    public static final int FORMAT = 1;
    private static final String REMEDY = "remove its folder, or restore the file";

    public RunRecord {
        results = results == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(results));
        reason = reason == null ? "" : reason;
        process = process == null ? RunProcess.UNKNOWN : process;
        resumed = resumed == null ? List.of() : List.copyOf(resumed);
    }

    /**
     * Reads a record; what it has beyond this form is passed over.
     *
     * @throws CorruptFileException when the file is no such record, or one of a later version
     */
    public static RunRecord read(Path file) throws IOException {
        JsonMapper mapper = Json.mapper();
        RunRecord record;
        try {
            record = mapper.readValue(Files.readAllBytes(file), RunRecord.class);
        } catch (JacksonException notRecord) {
            throw new CorruptFileException(file, "no record of a run: " + Json.reason(notRecord), REMEDY);
        }
        if (record == null || record.format < 1 || record.run == null || record.status == null
                || record.started == null || record.provenance == null) {
            throw new CorruptFileException(file, "a record of a run that lacks some of its parts", REMEDY);
        }
        if (record.format > FORMAT) {
            throw new CorruptFileException(file, "a record in version " + record.format + ", and this Fascicle reads "
                    + FORMAT, "use the Fascicle that wrote it, or a newer one");
        }
        return record;
    }

    /** Writes it aside and moves it into place. */
    public void write(Path file) throws IOException {
        Json.write(file, this);
    }
}
