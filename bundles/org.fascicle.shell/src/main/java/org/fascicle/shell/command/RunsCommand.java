package org.fascicle.shell.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.experiment.run.RunSet;
import org.fascicle.shell.Desk;
import org.fascicle.shell.ExitCode;
import org.fascicle.shell.display.Figures;
import org.fascicle.shell.display.Json;
import org.fascicle.shell.display.Means;
import org.fascicle.shell.display.Table;
import org.fascicle.workbench.StoredRun;
import org.fascicle.workbench.StoredSet;
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
        List<Entry> entries = new ArrayList<>();
        desk.workbench().runs().forEach(run -> entries.add(entry(run)));
        desk.workbench().sets().forEach(set -> entries.add(entry(set)));
        entries.sort(Comparator.comparing(Entry::started));
        if (form.json()) {
            entries.forEach(entry -> desk.out().println(Json.line(entry.object())));
            return ExitCode.DONE.code();
        }
        if (entries.isEmpty()) {
            desk.err().println("no runs are kept in the home folder yet; one that was kept elsewhere with --out is "
                    + "told by \"fascicle show FOLDER\"");
            return ExitCode.DONE.code();
        }
        Table table = new Table().row("run", "status", "epochs", "result");
        entries.forEach(entry -> table.row(entry.cells().toArray()));
        table.print(desk.out());
        return ExitCode.DONE.code();
    }

    /**
     * A run, or several of one experiment.
     *
     * @param started when, in a form that sorts; empty where nobody knows
     */
    private record Entry(String started, List<String> cells, Map<String, Object> object) {
    }

    private static Entry entry(StoredRun run) {
        return new Entry(run.record().map(record -> String.valueOf(record.started())).orElse(""), List.of(run.name(),
                run.record().map(RunsCommand::status).orElse("unreadable"),
                run.record().map(record -> String.valueOf(record.epochs())).orElse(""),
                run.record().map(RunsCommand::result).orElse(String.join("; ", run.problems()))),
                StoredRunJson.of(run));
    }

    private static Entry entry(StoredSet set) {
        return new Entry(set.summary().map(summary -> String.valueOf(summary.started())).orElse(""), List.of(set.name(),
                set.summary().map(summary -> StoredRunJson.word(summary.status())).orElse("unreadable"), "",
                set.summary().map(RunsCommand::result).orElse(String.join("; ", set.problems()))),
                StoredRunJson.of(set));
    }

    private static String result(RunSet set) {
        return set.done() + " of " + set.runs().size() + " runs" + Means.lines(set.means()).stream().findFirst()
                .map(mean -> ", " + mean).orElse("");
    }

    private static String status(RunRecord record) {
        return StoredRunJson.word(record.status());
    }

    private static String result(RunRecord record) {
        return result(record.reason(), record.results());
    }

    /** What a run came to, in a line. */
    static String result(String reason, Map<String, Map<String, Double>> results) {
        return !reason.isEmpty() ? reason
                : results.containsKey("test") ? "test: " + Figures.of(results.get("test"))
                : results.containsKey("train") ? "train: " + Figures.of(results.get("train")) : "";
    }
}
