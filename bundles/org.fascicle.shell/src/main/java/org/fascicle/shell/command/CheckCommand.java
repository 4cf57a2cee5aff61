package org.fascicle.shell.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.fascicle.graph.Shape;
import org.fascicle.shell.Desk;
import org.fascicle.shell.ExitCode;
import org.fascicle.shell.display.Figures;
import org.fascicle.shell.display.Json;
import org.fascicle.shell.display.Table;
import org.fascicle.workbench.ModelReport;
import org.fascicle.workbench.WorkbenchException;
import org.fascicle.workbench.view.Summary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks at an experiment without training. */
@Command(name = "check", sortOptions = false, description = "Find every mistake in an experiment; "
        + "show its layers, shapes and parameters, and what it costs and needs. Trains nothing.")
public final class CheckCommand implements Callable<Integer> {
    private final Desk desk;

    @Mixin
    private final RequestOptions options = new RequestOptions();

    @Mixin
    private final SeedsOption seeds = new SeedsOption();

    @Mixin
    private final Form form = new Form();

    /** The command at a desk. */
    public CheckCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws WorkbenchException {
        return show(desk.workbench().check(options.request(null, false, seeds.changes())), form.json());
    }

    /** Shows a report; gives the exit code. */
    int show(ModelReport report, boolean json) {
        boolean fits = report.memory().total() <= report.memory().budget();
        if (json) {
            json(report, fits);
        } else {
            text(report, fits);
        }
        return (fits ? ExitCode.DONE : ExitCode.WRONG_REQUEST).code();
    }

    private void json(ModelReport report, boolean fits) {
        ModelReport.Memory memory = report.memory();
        desk.out().println(Json.line(Json.object("experiment", report.experiment(), "inputs", sizes(report.inputs()),
                "layers", report.layers().stream().map(row -> Json.object("path", row.path(), "layer", row.layer(),
                        "output", row.output().sizes(), "parameters", row.parameters(), "flops", row.flops()))
                        .toList(),
                "parameters", report.parameters(), "batch", report.batch(),
                "forwardFlops", report.forwardFlops(), "flopsPerExample", report.flopsPerExample(),
                "memory", Json.object("variables", memory.variables(), "batches", memory.batches(), "scratch",
                        memory.scratch(), "total", memory.total(), "budget", memory.budget(), "fits", fits),
                "backend", report.backend(), "device", report.device())));
    }

    private static Map<String, Object> sizes(Map<String, Shape> inputs) {
        Map<String, Object> sizes = new LinkedHashMap<>();
        inputs.forEach((name, shape) -> sizes.put(name, shape.sizes()));
        return sizes;
    }

    private void text(ModelReport report, boolean fits) {
        desk.out().println(report.experiment() + " takes " + report.inputs().entrySet().stream()
                .map(input -> input.getKey() + " " + input.getValue()).collect(Collectors.joining(", "))
                + " and is right so far");
        new Summary(report.layers(), report.parameters(), report.forwardFlops()).lines()
                .forEach(desk.out()::println);
        ModelReport.Memory memory = report.memory();
        new Table().row("parameters", Figures.count(report.parameters()))
                .row("work", "about " + Figures.rough(report.flopsPerExample())
                        + " floating-point operations an example, forward and backward")
                .row("memory", Figures.mebibytes(memory.total()) + " (" + Figures.mebibytes(memory.variables())
                        + " of variables, " + Figures.mebibytes(memory.batches()) + " of examples, "
                        + Figures.mebibytes(memory.scratch()) + " of intermediate values) of "
                        + Figures.mebibytes(memory.budget()))
                .row("batch", report.batch())
                .row("backend", report.backend() + " (" + report.device() + ")").print(desk.out());
        if (!fits) {
            desk.err().println("fascicle: it needs more memory than there is; raise --memory, or make data.batch "
                    + "smaller");
        }
    }
}
