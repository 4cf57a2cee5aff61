package org.fascicle.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.experiment.run.Status;
import org.fascicle.shell.Desk;
import org.fascicle.shell.ExitCode;
import org.fascicle.shell.display.Figures;
import org.fascicle.shell.display.Json;
import org.fascicle.workbench.Comparison;
import org.fascicle.workbench.Interval;
import org.fascicle.workbench.StoredRun;
import org.fascicle.workbench.StoredSet;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two sets of runs, pair by pair. */
@Command(name = "compare", sortOptions = false, description = "Compare two sets of runs that have seeds and folds in "
        + "common: the mean difference with its 95 %% interval, a paired t-test, and Wilcoxon's signed-rank test.",
        footer = {"", "Examples:", "  fascicle run sonar-0 --seeds 10 --out none", "  fascicle run sonar-12 --seeds 10 "
            + "--out twelve", "  fascicle compare none twelve"})
public final class CompareCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "RUN-or-SET", index = "0", description = "A name of \"runs\", or a folder of runs.")
    private String first;

    @Parameters(paramLabel = "RUN-or-SET", index = "1", description = "What it is compared with.")
    private String second;

    @Option(names = "--metric", paramLabel = "NAME", description = "The figure, such as accuracy or test.loss; the "
            + "first metric of the test by default.")
    private String metric;

    @Mixin
    private final Form form = new Form();

    /** The command at a desk. */
    public CompareCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws WorkbenchException {
        PairedRuns paired = new PairedRuns(set(first), set(second));
        if (paired.pairs().isEmpty()) {
            throw WorkbenchException.wrong(first + " has " + String.join(", ", paired.first().keySet()) + ", and "
                    + second + " has " + String.join(", ", paired.second().keySet()) + ": nothing to pair",
                    "run both with the same seeds, such as --seed 1 --seeds 10");
        }
        Comparison comparison = paired.compare(Optional.ofNullable(metric));
        if (form.json()) {
            json(comparison);
        } else {
            text(comparison, paired.alone());
        }
        return ExitCode.DONE.code();
    }

    private Map<String, RunRecord> set(String name) throws WorkbenchException {
        Map<String, RunRecord> set = new LinkedHashMap<>();
        for (StoredRun run : runs(name)) {
            run.record().filter(record -> record.status() == Status.DONE)
                    .ifPresent(record -> set.put(Figures.place(record.provenance().seed(),
                            record.provenance().fold()), record));
        }
        if (set.isEmpty()) {
            throw WorkbenchException.wrong("there is no run that is done in " + name, "\"fascicle runs\" lists all; "
                    + "runs of one set lie in the folder of --out");
        }
        return set;
    }

    /** The runs of a set, those that somebody has put into one folder, or a run by itself. */
    private List<StoredRun> runs(String name) throws WorkbenchException {
        Optional<StoredSet> set = desk.workbench().set(name);
        if (set.isPresent()) {
            set.get().problems().forEach(problem -> desk.err().println("fascicle: " + name + ": " + problem));
            return set.get().runs();
        }
        Path folder = Path.of(name);
        if (!Files.isDirectory(folder) || Files.exists(folder.resolve("run.json"))) {
            return List.of(desk.workbench().show(name));
        }
        List<StoredRun> runs = new ArrayList<>();
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path run : inside.filter(path -> Files.exists(path.resolve("run.json"))).sorted().toList()) {
                runs.add(desk.workbench().show(run.toString()));
            }
        } catch (IOException e) {
            throw new WorkbenchException(WorkbenchException.Kind.FAILED, folder + " cannot be read: " + e, "", e);
        }
        return runs;
    }

    private void json(Comparison comparison) {
        Map<String, Object> object = Json.object("figure", comparison.figure(), "pairs", comparison.pairs(),
                "first", comparison.first(), "second", comparison.second(),
                "difference", comparison.difference().mean());
        if (comparison.pairs().size() > 1) {
            object.put("interval", comparison.difference().half());
        }
        comparison.pairedT().ifPresent(p -> object.put("pairedT", p));
        comparison.wilcoxon().ifPresent(p -> object.put("wilcoxon", p));
        desk.out().println(Json.line(object));
    }

    private void text(Comparison comparison, int alone) {
        desk.out().println(comparison.figure() + " over "
                + Figures.count(comparison.pairs().size(), "pair") + " of equal seed and fold"
                + (alone == 0 ? "" : " (" + alone + " without a partner)"));
        desk.out().println(first + ": " + words(Interval.of(comparison.first())));
        desk.out().println(second + ": " + words(Interval.of(comparison.second())));
        desk.out().println("difference: " + words(comparison.difference()));
        desk.out().println("paired t-test: " + probability(comparison.pairedT()) + "; Wilcoxon: "
                + probability(comparison.wilcoxon()));
    }

    private static String words(Interval interval) {
        return Figures.of(interval.mean()) + (interval.count() < 2 ? "" : " ± " + Figures.of(interval.half())
                + " (95 %), deviation " + Figures.of(interval.deviation()));
    }

    private static String probability(OptionalDouble p) {
        return p.isEmpty() ? "nothing to tell from" : "p = " + Figures.of(p.getAsDouble());
    }
}
