package org.fascicle.tests.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fascicle.experiment.catalog.Kind;

/**
 * A tiny experiment around one contribution, and changes of it by {@code --set}.
 *
 * @param parts top-level names and the YAML below them
 * @param changes further changes
 */
record Trial(Map<String, String> parts, List<String> changes) {
    private static final String DENSE = "dense: {units: 4}";

    /** The experiments that a contribution can be tried in. It must run in one of them. */
    static List<Trial> of(Kind kind, String name, String example, List<String> counts) {
        return switch (kind) {
            case LAYER -> List.of(base().with("model", item(example)).data("layer: " + name));
            case ACTIVATION -> List.of(base().with("model", item(dense("activation", example))));
            case INITIALIZER -> List.of(base().with("model", item(dense("weightInitializer", example))));
            case LOSS -> List.of(base().with("loss", example).data("classes: true"), base().with("loss", example));
            case OPTIMIZER -> List.of(base().with("optimizer", example));
            case SCHEDULE -> List.of(base().with("schedule", example));
            case METRIC -> List.of(base().with("metrics", item(example)).data("classes: true"),
                    base().with("metrics", item(example)));
            case DATASET -> List.of(base().with("model", "- probe-layer")
                    .with("data", entry("use", example) + "\nvalidation: 0\nbatch: 128").changed(counts.stream()
                            .map(count -> "data.use." + name + "." + count + "=16").toList()));
        };
    }

    /** The same with a dense layer in front, whose weight the layer on trial may share. */
    Trial behindDense() {
        return with("model", item(DENSE) + "\n" + parts.get("model"));
    }

    /** The same with the layer on trial as a named node that reads the input twice. */
    Trial joined() {
        String layer = parts.get("model").substring(2).replace("\n  ", "\n");
        return with("model", entry("output", layer + (layer.contains(":") ? "" : ": {}") + "\nfrom: [x, x]"));
    }

    private static Trial base() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("experiment", "trial");
        parts.put("model", "- " + DENSE);
        parts.put("loss", "probe-loss");
        parts.put("optimizer", "{sgd: {learningRate: 0.0001}}");
        parts.put("train", "{epochs: 2}");
        return new Trial(parts, List.of()).data("classes: false");
    }

    /** Three examples a batch, so that the last one is smaller. */
    private Trial data(String options) {
        return with("data", "{use: {probe-data: {" + options + "}}, validation: 0.25, batch: 4}");
    }

    private Trial with(String name, String yaml) {
        Map<String, String> more = new LinkedHashMap<>(parts);
        more.put(name, yaml);
        return new Trial(more, changes);
    }

    private Trial changed(List<String> more) {
        return new Trial(parts, more);
    }

    private static String dense(String option, String value) {
        return "dense:\n" + ("units: 4\n" + entry(option, value)).indent(2).stripTrailing();
    }

    private static String entry(String name, String yaml) {
        return name + ":\n" + yaml.indent(2).stripTrailing();
    }

    private static String item(String yaml) {
        return "- " + yaml.indent(2).strip();
    }

    /** The command line of a command about this experiment, which is written to a file. */
    String[] arguments(String command, Path file, String... options) {
        StringBuilder text = new StringBuilder();
        parts.forEach((name, yaml) -> text.append(entry(name, yaml)).append('\n'));
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> arguments = new ArrayList<>(List.of(command, file.toString()));
        changes.forEach(change -> arguments.addAll(List.of("--set", change)));
        arguments.addAll(List.of(options));
        return arguments.toArray(String[]::new);
    }
}
