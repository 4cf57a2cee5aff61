package org.fascicle.shell.command;

import java.util.Locale;
import java.util.Map;
import org.fascicle.experiment.run.Provenance;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.experiment.run.Status;
import org.fascicle.shell.display.Json;
import org.fascicle.workbench.StoredRun;

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

    private static void add(Map<String, Object> object, RunRecord record) {
        Provenance provenance = record.provenance();
        object.putAll(Json.object("experiment", record.experiment(), "status", word(record.status()), "started",
                String.valueOf(record.started()), "seconds", record.seconds(), "epochs", record.epochs(), "steps",
                record.steps(), "parameters", record.parameters(), "results", record.results(), "reason",
                record.reason(), "resumed", record.resumed().size()));
        if (provenance != null) {
            object.putAll(Json.object("seed", provenance.seed(), "backend", provenance.backend(), "device",
                    provenance.device(), "data", provenance.data()));
        }
    }
}
