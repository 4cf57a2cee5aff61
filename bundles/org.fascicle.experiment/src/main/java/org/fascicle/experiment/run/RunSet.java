package org.fascicle.experiment.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
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
 * Runs of one experiment that differ in their seeds or folds, as they are kept: {@code set.json} in the folder that
 * holds a folder for each. What a run came to is also in its own record, which is right where the two differ.
 *
 * @param format version of this form: {@link #FORMAT}
 * @param set its name
 * @param experiment name of the experiment
 * @param status how far the runs are together
 * @param started when the first of them began
 * @param process what works, or worked, at it
 * @param seeds the seeds
 * @param folds number of folds of each seed; 0 where the data is not divided into folds
 * @param runs the runs in their order
 * @param means each figure over the runs that are done, by part of the data; empty for fewer than two
 */
public record RunSet(int format, String set, String experiment, Status status, Instant started, RunProcess process,
        List<Long> seeds, int folds, List<Member> runs, Map<String, Map<String, Spread>> means) {
    /** The version that is written; a set of a later one is refused. */
    public static final int FORMAT = 1;
    private static final String REMEDY = "restore the file, or remove it: its runs can each be resumed by themselves";

    public RunSet {
        process = process == null ? RunProcess.UNKNOWN : process;
        seeds = seeds == null ? List.of() : List.copyOf(seeds);
        runs = runs == null ? List.of() : List.copyOf(runs);
        means = means == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(means));
    }

    /**
     * One of its runs.
     *
     * @param run its name, which is that of its folder
     * @param seed its seed
     * @param fold its fold, from 1; 0 where the data is not divided into folds
     * @param status how far it is, or how it ended
     * @param epochs epochs done
     * @param results figures by part of the data
     * @param reason why it failed; empty where it did not
     */
    public record Member(String run, long seed, @JsonInclude(JsonInclude.Include.NON_DEFAULT) int fold, Status status,
            int epochs, Map<String, Map<String, Double>> results, String reason) {
        public Member {
            status = status == null ? Status.WAITING : status;
            results = results == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(results));
            reason = reason == null ? "" : reason;
        }

        /** A run whose turn has not come. */
        public static Member waiting(String run, long seed, int fold) {
            return new Member(run, seed, fold, Status.WAITING, 0, Map.of(), "");
        }

        /** The same as its record tells it. */
        public Member as(RunRecord record) {
            return new Member(run, seed, fold, record.status(), record.epochs(), record.results(), record.reason());
        }
    }

    /** How many of its runs are done. */
    public int done() {
        return (int) runs.stream().filter(run -> run.status() == Status.DONE).count();
    }

    /**
     * Reads a set; what it has beyond this form is passed over.
     *
     * @throws CorruptFileException when the file is no such set, or one of a later version
     */
    public static RunSet read(Path file) throws IOException {
        RunSet set;
        try {
            set = Json.mapper().readValue(Files.readAllBytes(file), RunSet.class);
        } catch (JacksonException notSet) {
            throw new CorruptFileException(file, "no set of runs: " + Json.reason(notSet), REMEDY);
        }
        if (set == null || set.format < 1 || set.set == null || set.experiment == null || set.status == null
                || set.started == null || set.runs.stream().anyMatch(member -> member.run() == null)) {
            throw new CorruptFileException(file, "a set of runs that lacks some of its parts", REMEDY);
        }
        if (set.format > FORMAT) {
            throw new CorruptFileException(file, "a set of runs in version " + set.format + ", and this Fascicle reads "
                    + FORMAT, "use the Fascicle that wrote it, or a newer one");
        }
        return set;
    }

    /** Writes it aside and moves it into place. */
    public void write(Path file) throws IOException {
        Json.write(file, this);
    }
}
