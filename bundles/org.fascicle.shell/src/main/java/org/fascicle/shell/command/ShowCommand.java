package org.fascicle.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.fascicle.experiment.run.Provenance;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.shell.Desk;
import org.fascicle.shell.ExitCode;
import org.fascicle.shell.display.Figures;
import org.fascicle.shell.display.Json;
import org.fascicle.shell.display.Table;
import org.fascicle.shell.display.TextPlot.Curve;
import org.fascicle.shell.display.TextPlot;
import org.fascicle.workbench.StoredRun;
import org.fascicle.workbench.StoredSet;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a past run, or several. */
@Command(name = "show", description = "Show a past run: its epochs, results, and what it was made of; of several runs, "
        + "what each came to, and the mean.",
        sortOptions = false)
public final class ShowCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "RUN-or-SET", description = "A name of \"runs\", or a folder.")
    private String run;

    @Mixin
    private final Form form = new Form();

    /** The command at a desk. */
    public ShowCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws WorkbenchException {
        Optional<StoredSet> set = desk.workbench().set(run);
        if (set.isPresent()) {
            return show(set.get());
        }
        StoredRun stored = desk.workbench().show(run);
        if (form.json()) {
            Map<String, Object> object = StoredRunJson.of(stored);
            object.put("metrics", stored.epochs().stream().map(epoch -> Json.object("epoch", epoch.epoch(), "step",
                    epoch.step(), "seconds", epoch.seconds(), "train", epoch.train(), "validation",
                    epoch.validation(), "test", epoch.test())).toList());
            object.put("pictures", pictures(stored.folder()).stream().map(Path::toString).toList());
            desk.out().println(Json.line(object));
        } else {
            desk.out().println("run " + stored.name() + " in " + stored.folder());
            stored.record().ifPresent(this::record);
            epochs(stored);
            curves(stored.epochs());
            pictures(stored.folder()).forEach(picture -> desk.out().println("picture  " + picture));
        }
        stored.problems().forEach(problem -> desk.err().println("fascicle: " + problem));
        return ExitCode.DONE.code();
    }

    private int show(StoredSet set) {
        if (form.json()) {
            desk.out().println(Json.line(StoredRunJson.of(set)));
        } else {
            new SetTable(set).print(desk.out());
        }
        set.problems().forEach(problem -> desk.err().println("fascicle: " + problem));
        return ExitCode.DONE.code();
    }

    private void record(RunRecord record) {
        Table table = new Table().row("experiment", record.experiment())
                .row("status", StoredRunJson.word(record.status())
                        + (record.reason().isEmpty() ? "" : ": " + record.reason()))
                .row("started", record.started())
                .row("took", Figures.seconds(record.seconds()) + ", " + record.epochs() + " epochs, "
                        + Figures.count(record.steps()) + " steps")
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
                    + ", " + provenance.threads() + " threads").row("data", provenance.data())
                    .row("made of", provenance.contributions().size() + " contributions, "
                            + provenance.bundles().size() + " bundles, Fascicle " + provenance.fascicle())
                    .row("machine", provenance.jvm() + ", " + provenance.system());
        }
        table.print(desk.out());
    }

    private static String resumed(RunRecord record) {
        int times = record.resumed().size();
        return times == 0 ? "never" : times + (times == 1 ? " time, at step " : " times, the last at step ")
                + Figures.count(record.resumed().getLast().step());
    }

    private void epochs(StoredRun stored) {
        Table table = new Table();
        for (RunEvent.Epoch epoch : stored.epochs()) {
            table.row("epoch " + epoch.epoch(), "train: " + Figures.of(epoch.train()), epoch.validation().isEmpty() ? ""
                    : "validation: " + Figures.of(epoch.validation()), epoch.test().isEmpty() ? ""
                    : "test: " + Figures.of(epoch.test()), Figures.seconds(epoch.seconds()));
        }
        table.print(desk.out());
    }

    /** The losses in letters, where there are at least two epochs of them. */
    private void curves(List<RunEvent.Epoch> epochs) {
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
            desk.out().println();
            desk.out().println("loss: " + plot.legend());
            lines.forEach(desk.out()::println);
        }
    }

    private static Curve curve(String name, char mark, List<RunEvent.Epoch> epochs,
            Function<RunEvent.Epoch, Map<String, Double>> part) {
        return new Curve(name, mark, epochs.stream().map(epoch -> part.apply(epoch).getOrDefault("loss", Double.NaN))
                .toList());
    }

    /** Pictures that lie in its folder, in the order of their names. */
    private static List<Path> pictures(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".png")).sorted().toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
