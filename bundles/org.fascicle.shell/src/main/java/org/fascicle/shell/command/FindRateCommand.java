package org.fascicle.shell.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fascicle.experiment.run.RateCurve.Point;
import org.fascicle.shell.Desk;
import org.fascicle.shell.ExitCode;
import org.fascicle.shell.display.Json;
import org.fascicle.shell.display.TextPlot;
import org.fascicle.workbench.RateReport;
import org.fascicle.workbench.RateRequest;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks for a learning rate. */
@Command(name = "find-rate", sortOptions = false, description = "Look for a learning rate: train for some batches with "
        + "a rate that grows from one to the next, and show where the loss falls most steeply. Keeps no run.",
        footer = {"", "Example:", "  fascicle find-rate digits --batches 200"})
public final class FindRateCommand implements Callable<Integer> {
    private final Desk desk;

    @Mixin
    private final RequestOptions options = new RequestOptions();

    @Option(names = "--from", paramLabel = "RATE", defaultValue = "1e-7",
            description = "The smallest rate; ${DEFAULT-VALUE} unless given.")
    private double from;

    @Option(names = "--to", paramLabel = "RATE", defaultValue = "10",
            description = "The largest rate; ${DEFAULT-VALUE} unless given.")
    private double to;

    @Option(names = "--batches", paramLabel = "N", defaultValue = "100",
            description = "Batches from one to the other; ${DEFAULT-VALUE} unless given.")
    private int batches;

    @Option(names = "--picture", paramLabel = "FILE", description = "Draw the losses into this PNG file.")
    private Path picture;

    @Mixin
    private final Form form = new Form();

    @Spec
    private CommandSpec spec;

    /** The command at a desk. */
    public FindRateCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws WorkbenchException {
        RateReport report = desk.workbench().findRate(request());
        Optional<Double> steepest = report.curve().steepest();
        if (form.json()) {
            desk.out().println(Json.line(Json.object("experiment", report.curve().experiment(), "steepest",
                    steepest.orElse(null), "diverged", report.diverged(), "picture",
                    report.picture().map(Path::toString).orElse(null), "points", report.curve().points().stream()
                            .map(point -> Json.object("rate", point.rate(), "loss", finite(point.loss()), "smooth",
                                    finite(point.smooth()))).toList())));
            return ExitCode.DONE.code();
        }
        List<Point> points = report.curve().points();
        desk.out().println(report.curve().experiment() + ": smoothed loss over " + points.size()
                + " batches, rates from " + rate(points.getFirst().rate()) + " to " + rate(points.getLast().rate())
                + (report.diverged() ? ", where training diverged" : ""));
        // where it diverged the loss is so large that nothing else would be seen
        double most = 1.5 * points.getFirst().smooth();
        new TextPlot(List.of(rate(points.getFirst().rate()), rate(points.getLast().rate())),
                List.of(new TextPlot.Curve("loss", '*', points.stream()
                        .map(point -> Math.min(point.smooth(), Math.max(most, 0))).toList())))
                .lines().forEach(desk.out()::println);
        desk.out().println(steepest.map(rate -> "the loss falls most steeply at " + rate(rate) + ": try that as the "
                + "optimizer's learningRate").orElse("the loss falls nowhere: give more batches, or look "
                + "at the data and the model"));
        report.picture().ifPresent(file -> desk.out().println("picture  " + file));
        return ExitCode.DONE.code();
    }

    private RateRequest request() throws WorkbenchException {
        try {
            return new RateRequest(options.request(null, false, List.of()), from, to, batches,
                    Optional.ofNullable(picture));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage());
        }
    }

    private static Object finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static String rate(double rate) {
        return String.format(Locale.ROOT, "%.2g", rate);
    }
}
