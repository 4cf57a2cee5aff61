package org.fascicle.workbench.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunListener;
import org.fascicle.experiment.run.RunSet;
import org.fascicle.experiment.run.Status;
import org.fascicle.workbench.RunReport;
import org.fascicle.workbench.RunsReport;
import org.fascicle.workbench.StoredSet;
import org.fascicle.workbench.WorkbenchException;

/** The runs of a set, one after the other, until all are done or one ends before it is. */
final class Series {
    private Series() {
    }

    /** What is done with a run when its turn has come. */
    @FunctionalInterface
    interface Turn {
        /** The report of the run in a folder; none where there is nothing left to do. */
        Optional<RunReport> take(Experiment run, Path folder) throws WorkbenchException;
    }

    static RunsReport through(SetFolder set, List<Experiment> runs, Turn turn, RunListener listener,
            Cancellation cancellation) throws WorkbenchException {
        List<RunReport> reports = new ArrayList<>();
        StoredSet ended;
        try {
            for (Experiment run : runs) {
                if (cancellation.isWanted()) {
                    break;
                }
                Optional<RunReport> report = turn.take(run, set.of(run));
                set.keep(true);
                report.ifPresent(reports::add);
                if (report.filter(now -> now.record().status() != Status.DONE).isPresent()) {
                    break;
                }
            }
        } finally {
            ended = set.keep(false);
        }
        listener.event(finished(ended, ended.summary().orElseThrow()));
        return new RunsReport(reports, Optional.of(ended));
    }

    private static RunEvent finished(StoredSet set, RunSet summary) {
        return new RunEvent.SetFinished(summary.set(), summary.status(), names(summary), summary.done(),
                summary.means().getOrDefault("train", Map.of()), summary.means().getOrDefault("validation", Map.of()),
                summary.means().getOrDefault("test", Map.of()), set.folder().toString());
    }

    static List<String> names(RunSet set) {
        return set.runs().stream().map(RunSet.Member::run).toList();
    }
}
