package org.fascicle.shell.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fascicle.experiment.run.Status;
import org.fascicle.shell.Desk;
import org.fascicle.shell.display.Figures;
import org.fascicle.shell.display.Json;
import org.fascicle.workbench.Interval;
import org.fascicle.workbench.RunReport;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs an experiment. */
@Command(name = "run", description = "Run an experiment.", sortOptions = false)
public final class RunCommand implements Callable<Integer> {
    private static final List<String> PARTS = List.of("test", "validation", "train");
    private final Desk desk;

    @Mixin
    private final RequestOptions options = new RequestOptions();

    @Option(names = "--out", paramLabel = "DIR", description = "Keep the run in this folder.")
    private Path out;

    @Option(names = "--profile", description = "Measure every step, and tell at the end where the time went.")
    private boolean profile;

    @Option(names = "--dry-run", description = "Do all that comes before the first step, compile, tell what the run "
            + "needs, and train nothing.")
    private boolean dryRun;

    @Mixin
    private final Form form = new Form();

    /** The command at a desk. */
    public RunCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws WorkbenchException {
        if (dryRun) {
            return new CheckCommand(desk).show(desk.workbench().dryRun(options.request(out, profile)), form.json());
        }
        Audience audience = new Audience(desk, form);
        List<RunReport> reports = desk.workbench().run(options.request(out, profile), audience.display());
        int code = audience.end(reports.getLast());
        if (reports.size() > 1) {
            summary(reports);
        }
        return code;
    }

    /** Mean with its interval, smallest and largest of each figure over runs that differ in their seeds or folds. */
    private void summary(List<RunReport> reports) {
        List<RunReport> done = reports.stream().filter(report -> report.record().status() == Status.DONE).toList();
        if (done.isEmpty()) {
            return;
        }
        String part = PARTS.stream().filter(done.getFirst().record().results()::containsKey).findFirst().orElseThrow();
        Map<String, Object> figures = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        for (String name : Figures.whole(done.getFirst().record().results().get(part)).keySet()) {
            List<Double> values = done.stream().map(report -> report.record().results().get(part).get(name)).toList();
            Interval all = Interval.of(values);
            double min = Collections.min(values);
            double max = Collections.max(values);
            figures.put(name, all.count() < 2 ? Json.object("mean", all.mean(), "min", min, "max", max)
                    : Json.object("mean", all.mean(), "interval", all.half(), "min", min, "max", max));
            lines.add(name + " " + Figures.of(all.mean()) + (all.count() < 2 ? "" : " ± " + Figures.of(all.half()))
                    + " (" + Figures.of(min) + " to " + Figures.of(max) + ")");
        }
        if (form.json()) {
            desk.out().println(Json.line(Json.object("event", "runs.finished", "runs",
                    reports.stream().map(report -> report.record().run()).toList(), part, figures)));
        } else {
            desk.out().println("mean of " + done.size() + " runs, ± 95 % interval, " + part + ": " + String.join(", ", lines));
        }
    }
}
