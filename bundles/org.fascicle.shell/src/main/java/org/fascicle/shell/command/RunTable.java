package org.fascicle.shell.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fascicle.experiment.run.Provenance;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.shell.display.Figures;
import org.fascicle.shell.display.Table;
import org.fascicle.shell.display.TextPlot.Curve;
import org.fascicle.shell.display.TextPlot;
import org.fascicle.workbench.StoredRun;

/**
 * A past run for people.
 *
 * @param run the run
 */
record RunTable(StoredRun run) {
    void print(PrintStream out) {
        out.println("run " + run.name() + " in " + run.folder());
        run.record().ifPresent(record -> print(record, out));
        epochs(out);
        curves(out);
    }

    private static void print(RunRecord record, PrintStream out) {
        Table table = new Table().row("experiment", record.experiment())
                .row("status", StoredRunJson.word(record.status())
                        + (record.reason().isEmpty() ? "" : ": " + record.reason()))
                .row("started", record.started())
                .row("took", Figures.seconds(record.seconds()) + ", " + Figures.count(record.epochs(), "epoch")
                        + ", " + Figures.count(record.steps(), "step"))
                .row("resumed", resumed(record))
                .row("parameters", Figures.count(record.parameters()));
        record.results().forEach((part, figures) -> {
            table.row(part, Figures.of(figures));
            Figures.parts(figures).forEach((figure, parts) -> table.row(part + " " + figure, parts));
        });
        Provenance provenance = record.provenance();
        if (provenance != null) {
            table.row("seed", provenance.seed());
            if (provenance.fold() > 0) {
                table.row("fold", provenance.fold());
            }
            table.row("backend", provenance.backend() + " on " + provenance.device()
                    + ", " + Figures.count(provenance.threads(), "thread")).row("data", provenance.data())
                    .row("made of", provenance.contributions().size() + " contributions, "
                            + provenance.bundles().size() + " bundles, Fascicle " + provenance.fascicle())
                    .row("machine", provenance.jvm() + ", " + provenance.system());
        }
        table.print(out);
    }

    private static String resumed(RunRecord record) {
        int times = record.resumed().size();
        return times == 0 ? "never" : Figures.count(times, "time") + (times == 1 ? "," : ", the last") + " at step "
                + Figures.count(record.resumed().getLast().step());
    }

    private void epochs(PrintStream out) {
        Table table = new Table();
        for (RunEvent.Epoch epoch : run.epochs()) {
            table.row("epoch " + epoch.epoch(), "train: " + Figures.of(epoch.train()), epoch.validation().isEmpty() ? ""
                    : "validation: " + Figures.of(epoch.validation()), epoch.test().isEmpty() ? ""
                    : "test: " + Figures.of(epoch.test()), Figures.seconds(epoch.seconds()));
        }
        table.print(out);
    }

    /** The losses in letters, where there are at least two epochs of them. */
    private void curves(PrintStream out) {
        List<RunEvent.Epoch> epochs = run.epochs();
        if (epochs.size() < 2) {
            return;
        }
        List<Curve> curves = new ArrayList<>();
        curves.add(curve("training", '*', epochs, RunEvent.Epoch::train));
        if (epochs.stream().anyMatch(epoch -> !epoch.validation().isEmpty())) {
            curves.add(curve("validation", 'o', epochs, RunEvent.Epoch::validation));
        }
        TextPlot plot = new TextPlot(List.of("epoch " + epochs.getFirst().epoch(),
                String.valueOf(epochs.getLast().epoch())), curves);
        List<String> lines = plot.lines();
        if (!lines.isEmpty()) {
            out.println();
            out.println("loss: " + plot.legend());
            lines.forEach(out::println);
        }
    }

    private static Curve curve(String name, char mark, List<RunEvent.Epoch> epochs,
            Function<RunEvent.Epoch, Map<String, Double>> part) {
        return new Curve(name, mark, epochs.stream().map(epoch -> part.apply(epoch).getOrDefault("loss", Double.NaN))
                .toList());
    }
}
