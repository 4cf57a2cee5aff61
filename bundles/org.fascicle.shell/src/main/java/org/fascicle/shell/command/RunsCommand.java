package org.fascicle.shell.command;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.shell.Desk;
import org.fascicle.shell.ExitCode;
import org.fascicle.shell.display.Figures;
import org.fascicle.shell.display.Json;
import org.fascicle.shell.display.Table;
import org.fascicle.workbench.StoredRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists past runs. */
@Command(name = "runs", description = "List past runs, the newest last.", sortOptions = false)
public final class RunsCommand implements Callable<Integer> {
    private final Desk desk;

    @Mixin
    private final Form form = new Form();

    /** The command at a desk. */
    public RunsCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        List<StoredRun> runs = desk.workbench().runs();
        if (form.json()) {
            runs.forEach(run -> desk.out().println(Json.line(StoredRunJson.of(run))));
            return ExitCode.DONE.code();
        }
        Table table = new Table().row("run", "status", "epochs", "result");
        for (StoredRun run : runs) {
            table.row(run.name(), run.record().map(RunsCommand::status).orElse("unreadable"),
                    run.record().map(record -> String.valueOf(record.epochs())).orElse(""),
                    run.record().map(RunsCommand::result).orElse(String.join("; ", run.problems())));
        }
        table.print(desk.out());
        return ExitCode.DONE.code();
    }

    private static String status(RunRecord record) {
        return StoredRunJson.word(record.status());
    }

    private static String result(RunRecord record) {
        Map<String, Map<String, Double>> results = record.results();
        return !record.reason().isEmpty() ? record.reason()
                : results.containsKey("test") ? "test: " + Figures.of(results.get("test"))
                : results.containsKey("train") ? "train: " + Figures.of(results.get("train")) : "";
    }
}
