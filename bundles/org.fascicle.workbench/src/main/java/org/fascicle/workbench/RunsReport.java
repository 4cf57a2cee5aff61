package org.fascicle.workbench;

import java.util.List;
import java.util.Optional;
import org.fascicle.experiment.run.RunSet;
import org.fascicle.experiment.run.Status;

/**
 * How a run ended, or several of one experiment.
 *
 * @param runs the runs that were worked at, in their order
 * @param set what they belong to, where there are several
 */
public record RunsReport(List<RunReport> runs, Optional<StoredSet> set) {
    public RunsReport {
        runs = List.copyOf(runs);
    }

    /** The report of a run by itself. */
    public static RunsReport of(RunReport run) {
        return new RunsReport(List.of(run), Optional.empty());
    }

    /** How it ended as a whole. */
    public Status status() {
        return set.flatMap(StoredSet::summary).map(RunSet::status).orElseGet(() -> runs.getLast().record().status());
    }
}
