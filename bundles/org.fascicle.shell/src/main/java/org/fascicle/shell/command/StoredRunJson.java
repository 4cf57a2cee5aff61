package org.fascicle.shell.command;

import java.util.Locale;
import java.util.Map;
import org.fascicle.experiment.run.Provenance;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.experiment.run.RunSet;
import org.fascicle.experiment.run.Status;
import org.fascicle.shell.display.Json;
import org.fascicle.workbench.StoredRun;
import org.fascicle.workbench.StoredSet;

/** Past runs for programs. */
final class StoredRunJson {
    private StoredRunJson() {
    }

    /** A status as it stands in files. */
    static String word(Status status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static Map<String, Object> of(StoredRun run) {
        Map<String, Object> object = Json.object("run", run.name(), "folder", run.folder().toString());
        run.record().ifPresent(record -> add(object, record));
        object.put("problems", run.problems());
        return object;
    }

    static Map<String, Object> of(StoredSet set) {
        Map<String, Object> object = Json.object("set", set.name(), "folder", set.folder().toString());
        set.summary().ifPresent(summary -> object.putAll(Json.object("experiment", summary.experiment(), "status",
                word(summary.status()), "started", String.valueOf(summary.started()), "seeds", summary.seeds(), "folds",
                summary.folds(), "done", summary.done(), "runs",
                summary.runs().stream().map(StoredRunJson::of).toList(), "means", summary.means())));
        object.put("problems", set.problems());
        return object;
    }

    private static Map<String, Object> of(RunSet.Member run) {
        return Json.object("run", run.run(), "seed", run.seed(), "fold", run.fold(), "status", word(run.status()),
                "epochs", run.epochs(), "results", run.results(), "reason", run.reason());
    }

    private static void add(Map<String, Object> object, RunRecord record) {
        Provenance provenance = record.provenance();
        object.putAll(Json.object("experiment", record.experiment(), "status", word(record.status()), "started",
                String.valueOf(record.started()), "seconds", record.seconds(), "epochs", record.epochs(), "steps",
                record.steps(), "parameters", record.parameters(), "results", record.results(), "reason",
                record.reason(), "resumed", record.resumed().size()));
        if (provenance != null) {
            object.putAll(Json.object("seed", provenance.seed(), "fold", provenance.fold(), "backend",
                    provenance.backend(), "device", provenance.device(), "data", provenance.data()));
        }
    }
}
