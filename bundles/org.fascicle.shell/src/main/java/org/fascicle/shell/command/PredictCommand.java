package org.fascicle.shell.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fascicle.shell.Desk;
import org.fascicle.shell.ExitCode;
import org.fascicle.shell.display.Json;
import org.fascicle.workbench.Predictions;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks a run's model. */
@Command(name = "predict", sortOptions = false, description = "Ask the model of a run. The answer is a CSV table: the "
        + "number of the example, the prediction, and the probability of each class.",
        footer = {"", "Examples:", "  fascicle predict iris-20261120-234538 flowers.csv --out told.csv",
            "  fascicle predict digits-20261120-234538 seven.png --json"})
public final class PredictCommand implements Callable<Integer> {
    private final Desk desk;

    @Mixin
    private final UseOptions options = new UseOptions();

    @Option(names = "--out", paramLabel = "FILE", description = "Write the table there.")
    private Path out;

    @Mixin
    private final Form form = new Form();

    /** The command at a desk. */
    public PredictCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws WorkbenchException {
        Predictions predictions = desk.workbench().predict(options.request());
        List<String> lines = form.json() ? json(predictions) : table(predictions);
        if (out == null) {
            lines.forEach(desk.out()::println);
            return ExitCode.DONE.code();
        }
        try {
            Files.write(out, lines, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST, out + " cannot be written: " + e,
                    "give another file with --out", e);
        }
        desk.err().println(predictions.rows().size() + (predictions.rows().size() == 1 ? " example" : " examples")
                + " of " + predictions.on() + " told by " + predictions.weights() + " of " + predictions.run() + " in "
                + out);
        return ExitCode.DONE.code();
    }

    private static List<String> json(Predictions predictions) {
        List<String> lines = new ArrayList<>();
        for (Predictions.Row row : predictions.rows()) {
            Map<String, Object> object = Json.object("example", lines.size() + 1);
            row.target().ifPresent(target -> object.put("target", target));
            if (predictions.classes().isEmpty()) {
                object.put("values", row.values());
            } else {
                object.put("prediction", row.prediction());
                Map<String, Object> probabilities = new LinkedHashMap<>();
                IntStream.range(0, predictions.classes().size()).forEach(i ->
                        probabilities.put(predictions.classes().get(i), row.values().get(i)));
                object.put("probabilities", probabilities);
            }
            lines.add(Json.line(object));
        }
        return lines;
    }

    private static List<String> table(Predictions predictions) {
        boolean targets = predictions.rows().stream().anyMatch(row -> row.target().isPresent());
        boolean classes = !predictions.classes().isEmpty();
        int columns = predictions.rows().isEmpty() ? 0 : predictions.rows().getFirst().values().size();
        List<String> header = new ArrayList<>(List.of("example"));
        if (targets) {
            header.add("target");
        }
        if (classes || columns == 1) {
            header.add("prediction");
        }
        if (classes) {
            header.addAll(predictions.classes());
        } else if (columns > 1) {
            IntStream.rangeClosed(1, columns).forEach(i -> header.add("value " + i));
        }
        List<String> lines = new ArrayList<>(List.of(line(header)));
        for (Predictions.Row row : predictions.rows()) {
            List<String> fields = new ArrayList<>(List.of(String.valueOf(lines.size())));
            row.target().ifPresent(fields::add);
            if (classes || columns == 1) {
                fields.add(row.prediction());
            }
            if (classes) {
                row.values().forEach(value -> fields.add(String.format(Locale.ROOT, "%.6f", value)));
            } else if (columns > 1) {
                row.values().forEach(value -> fields.add(String.valueOf(value)));
            }
            lines.add(line(fields));
        }
        return lines;
    }

    /** A line as RFC 4180 has it. */
    private static String line(List<String> fields) {
        return fields.stream().map(field -> field.matches("[^\",\r\n]*") ? field
                : "\"" + field.replace("\"", "\"\"") + "\"").collect(Collectors.joining(","));
    }
}
