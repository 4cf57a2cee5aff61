package org.fascicle.shell.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.fascicle.shell.display.Table;
import org.fascicle.workbench.Predictions;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks a run's model. */
@Command(name = "predict", sortOptions = false, description = "Ask the model of a run. The answer is a table: the "
        + "number of the example, the prediction, and the probability of each class. Nothing is needed of the data "
        + "that the run learned from.",
        footer = {"", "Examples:", "  fascicle predict iris-20261120-234538 flowers.csv --out told.csv",
            "  fascicle predict digits-20261120-234538 seven.png --json"})
public final class PredictCommand implements Callable<Integer> {
    private static final int WIDE = 6;
    private final Desk desk;

    @Mixin
    private final UseOptions options = new UseOptions();

    @Option(names = "--csv", description = "Print the table as CSV, every number in full.")
    private boolean csv;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the answer there: as CSV, or with --json as "
            + "JSON.")
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
        predictions.notes().forEach(note -> desk.err().println("note: " + note));
        if (out == null && !csv && !form.json()) {
            print(predictions);
            return ExitCode.DONE.code();
        }
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

    /** The table for people: of many classes the two likeliest. */
    private void print(Predictions predictions) {
        List<String> classes = predictions.classes();
        boolean few = classes.size() <= WIDE;
        List<String> header = header(predictions, few ? classes : List.of("probability", "next", "probability"));
        Table table = new Table().row(header.toArray());
        int example = 0;
        for (Predictions.Row row : predictions.rows()) {
            List<String> cells = beginning(predictions, row, ++example);
            if (classes.isEmpty()) {
                row.values().stream().filter(value -> row.values().size() > 1).map(String::valueOf).forEach(cells::add);
            } else if (few) {
                row.values().forEach(value -> cells.add(probability(value)));
            } else {
                IntStream.range(0, classes.size()).boxed()
                        .sorted(Comparator.comparingDouble(label -> -row.values().get(label))).limit(2)
                        .forEach(label -> {
                            if (!classes.get(label).equals(row.prediction())) {
                                cells.add(classes.get(label));
                            }
                            cells.add(probability(row.values().get(label)));
                        });
            }
            table.row(cells.toArray());
        }
        table.print(desk.out());
    }

    private static String probability(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static boolean hasTargets(Predictions predictions) {
        return predictions.rows().stream().anyMatch(row -> row.target().isPresent());
    }

    private static int columns(Predictions predictions) {
        return predictions.rows().isEmpty() ? 0 : predictions.rows().getFirst().values().size();
    }

    private static List<String> header(Predictions predictions, List<String> ofClasses) {
        List<String> header = new ArrayList<>(List.of("example"));
        if (hasTargets(predictions)) {
            header.add("target");
        }
        boolean classes = !predictions.classes().isEmpty();
        int columns = columns(predictions);
        if (classes || columns == 1) {
            header.add("prediction");
        }
        if (classes) {
            header.addAll(ofClasses);
        } else if (columns > 1) {
            IntStream.rangeClosed(1, columns).forEach(i -> header.add("value " + i));
        }
        return header;
    }

    /** What stands before the numbers. */
    private static List<String> beginning(Predictions predictions, Predictions.Row row, int example) {
        List<String> fields = new ArrayList<>(List.of(String.valueOf(example)));
        row.target().ifPresent(fields::add);
        if (!predictions.classes().isEmpty() || columns(predictions) == 1) {
            fields.add(row.prediction());
        }
        return fields;
    }

    private static List<String> json(Predictions predictions) {
        List<String> lines = new ArrayList<>();
        for (Predictions.Row row : predictions.rows()) {
            Map<String, Object> object = Json.object("example", lines.size() + 1);
            row.target().ifPresent(target -> object.put("target", target));
            if (predictions.classes().isEmpty() && row.values().size() == 1) {
                object.put("prediction", row.values().getFirst());
            } else if (predictions.classes().isEmpty()) {
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
        boolean classes = !predictions.classes().isEmpty();
        List<String> lines = new ArrayList<>(List.of(line(header(predictions, predictions.classes()))));
        for (Predictions.Row row : predictions.rows()) {
            List<String> fields = beginning(predictions, row, lines.size());
            if (classes) {
                row.values().forEach(value -> fields.add(String.format(Locale.ROOT, "%.6f", value)));
            } else if (columns(predictions) > 1) {
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
