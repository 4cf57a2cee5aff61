package org.fascicle.shell.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fascicle.shell.display.Json;
import org.fascicle.shell.display.Table;
import org.fascicle.workbench.Predictions;

/**
 * What a model says to examples, a line each.
 *
 * @param predictions what it says
 */
record PredictionTable(Predictions predictions) {
    /** People see the probabilities of all classes where there are no more than these. */
    private static final int WIDE = 6;

    /** The table for people: of many classes the two likeliest. */
    void print(PrintStream out) {
        List<String> classes = predictions.classes();
        boolean few = classes.size() <= WIDE;
        List<String> header = header(few ? classes : List.of("probability", "next", "probability"));
        Table table = new Table().row(header.toArray());
        int example = 0;
        for (Predictions.Row row : predictions.rows()) {
            List<String> cells = beginning(row, ++example);
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
        table.print(out);
    }

    private static String probability(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private boolean hasTargets() {
        return predictions.rows().stream().anyMatch(row -> row.target().isPresent());
    }

    private int columns() {
        return predictions.rows().isEmpty() ? 0 : predictions.rows().getFirst().values().size();
    }

    private List<String> header(List<String> ofClasses) {
        List<String> header = new ArrayList<>(List.of("example"));
        if (hasTargets()) {
            header.add("target");
        }
        boolean classes = !predictions.classes().isEmpty();
        int columns = columns();
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
    private List<String> beginning(Predictions.Row row, int example) {
        List<String> fields = new ArrayList<>(List.of(String.valueOf(example)));
        row.target().ifPresent(fields::add);
        if (!predictions.classes().isEmpty() || columns() == 1) {
            fields.add(row.prediction());
        }
        return fields;
    }

    /** A JSON object for each example. */
    List<String> json() {
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

    /** A line of names, and one for each example; of classes the probabilities of all. */
    List<String> csv() {
        boolean classes = !predictions.classes().isEmpty();
        List<String> lines = new ArrayList<>(List.of(line(header(predictions.classes()))));
        for (Predictions.Row row : predictions.rows()) {
            List<String> fields = beginning(row, lines.size());
            if (classes) {
                row.values().forEach(value -> fields.add(String.format(Locale.ROOT, "%.6f", value)));
            } else if (columns() > 1) {
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
