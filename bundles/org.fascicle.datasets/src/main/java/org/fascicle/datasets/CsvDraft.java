package org.fascicle.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fascicle.data.DataException;
import org.fascicle.data.Draft;

/**
 * A first experiment on a table: which column is what, as far as its values tell.
 *
 * @param name name of the experiment
 * @param file the table
 * @param separator what stands between its fields
 * @param header whether its first line has names
 * @param rows how many rows it has
 * @param target what is to be told
 * @param others the other columns
 */
record CsvDraft(String name, Path file, char separator, boolean header, int rows, CsvColumn target,
        List<CsvColumn> others) {
    private static final int SHOWN = 8;
    /** A part for learning, one for validation, one for the test. */
    private static final int PARTS = 3;

    /**
     * Looks at a table.
     *
     * @param usual the options that the experiment leaves as they are
     * @throws DataException with every mistake in it
     */
    static Draft of(Csv usual, String name, Path path, Optional<String> wanted) throws DataException {
        char separator = CsvFile.separator(path);
        boolean header = !CsvFile.read(path, false, separator).rows().getFirst().isNumbers();
        CsvFile file = CsvFile.read(path, header, separator);
        CsvMistakes mistakes = file.mistakes();
        mistakes.check();
        int index = wanted.isPresent() ? CsvPlan.find(wanted.get(), "target", file, mistakes)
                : file.columns().size() - 1;
        mistakes.check();
        CsvColumn target = CsvColumn.of(file, index, usual::isMissing);
        List<CsvColumn> others = new ArrayList<>();
        for (int i = 0; i < file.columns().size(); i++) {
            if (i != index) {
                others.add(CsvColumn.of(file, i, usual::isMissing));
            }
        }
        String data = "data: {use: {csv: {" + String.join(", ", table(path, header, separator, target));
        if (!CsvWords.check(file, target, data + "}}}", usual::isMissing, mistakes)) {
            target.checkTarget(file, usual::isMissing, mistakes);
        }
        others.forEach(column -> CsvWords.check(file, column, data + ", categorical: " + list(List.of(column)) + "}}}",
                usual::isMissing, mistakes));
        if (mistakes.count() == 0 && others.stream().noneMatch(CsvColumn::isUsed)) {
            mistakes.add("no column is left to tell `" + target.name() + "` from", "give it a column of numbers, or of "
                    + "names that are met more than once");
        }
        mistakes.check();
        return new CsvDraft(name, path, separator, header, file.rows().size(), target, List.copyOf(others)).draft();
    }

    private Draft draft() {
        boolean regression = target.isValue();
        String text = template(regression ? "draft-regression.yaml" : "draft-classification.yaml")
                .replace("$name", quoted(name)).replace("$about", quoted((regression ? "Estimates " : "Tells ")
                        + target.name() + " from the other columns of " + file.getFileName()))
                .replace("$options", options(regression)).replace("$batch", String.valueOf(batch()))
                .replace("$units", String.valueOf(target.counts().size())).replace("$stratified", stratified());
        return new Draft(findings().stream().map(finding -> "# " + finding + "\n").collect(Collectors.joining())
                + text, findings());
    }

    private int batch() {
        return rows < 400 ? 8 : rows < 4000 ? 32 : 128;
    }

    private String stratified() {
        Optional<String> rare = target.counts().entrySet().stream().filter(entry -> entry.getValue() < PARTS)
                .map(entry -> "`" + entry.getKey() + "`").findFirst();
        return rare.map(label -> "  # stratified: true would ask for three rows of each class, and " + label
                + " has fewer").orElse("  stratified: true  # each part has its share of each class");
    }

    private String options(boolean regression) {
        List<String> lines = table(file, header, separator, target);
        if (regression) {
            lines.add("task: regression");
        }
        if (!others.stream().allMatch(CsvColumn::isUsed)) {
            lines.add("features: " + list(used(others)));
        }
        List<CsvColumn> names = others.stream().filter(column -> column.kind() == CsvColumn.Kind.NAMES).toList();
        if (!names.isEmpty()) {
            lines.add("categorical: " + list(names));
        }
        if (used(others).stream().anyMatch(column -> column.missing() > 0)) {
            lines.add("missing: fill   # the mean, or the commonest name, of the training rows stands for what is "
                    + "missing");
        }
        return lines.stream().map(line -> "      " + line).collect(Collectors.joining("\n"));
    }

    /** The options that say which table it is, and what is to be told. */
    private static List<String> table(Path file, boolean header, char separator, CsvColumn target) {
        List<String> options = new ArrayList<>();
        options.add("file: " + quoted(file.toString()));
        if (!header) {
            options.add("header: false");
        }
        if (separator != ',') {
            options.add("separator: " + (separator == '\t' ? "tab" : "\"" + separator + "\""));
        }
        options.add("target: " + quoted(target.name()));
        return options;
    }

    private static List<CsvColumn> used(List<CsvColumn> columns) {
        return columns.stream().filter(CsvColumn::isUsed).toList();
    }

    private static String list(List<CsvColumn> columns) {
        return columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", ", "[", "]"));
    }

    /** What stands in a YAML file for a text. */
    private static String quoted(String text) {
        return text.matches("[A-Za-z_./][\\w ./-]*(?<! )") && !text.matches("(?i)true|false|null|yes|no|on|off|y|n")
                ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t") + "\"";
    }

    private List<String> findings() {
        List<String> findings = new ArrayList<>();
        findings.add(file + ": " + rows + " rows, " + (1 + others.size()) + " columns");
        findings.add("target " + target.name() + ": " + (target.isValue() ? "values from " + target.range()
                : target.counts().size() + " classes: " + shown(target.counts().entrySet().stream()
                        .map(entry -> entry.getKey() + " (" + entry.getValue() + ")").toList())));
        tell(findings, "numbers", CsvColumn.Kind.NUMBERS);
        tell(findings, "names", CsvColumn.Kind.NAMES);
        List<String> left = others.stream().filter(column -> !column.isUsed())
                .map(column -> column.name() + " (" + column.kind().reason() + ")").toList();
        if (!left.isEmpty()) {
            findings.add("left out: " + shown(left));
        }
        List<String> gaps = used(others).stream().filter(column -> column.missing() > 0)
                .map(column -> column.name() + " (" + column.missing() + ")").toList();
        if (!gaps.isEmpty()) {
            findings.add("missing values: " + shown(gaps));
        }
        return findings;
    }

    private void tell(List<String> findings, String what, CsvColumn.Kind kind) {
        List<String> names = others.stream().filter(column -> column.kind() == kind).map(CsvColumn::name).toList();
        if (!names.isEmpty()) {
            findings.add(what + ": " + shown(names));
        }
    }

    private static String shown(List<String> words) {
        return words.stream().limit(SHOWN).collect(Collectors.joining(", ")).replace('\n', ' ')
                + (words.size() > SHOWN ? String.format(Locale.ROOT, ", and %d more", words.size() - SHOWN) : "");
    }

    private static String template(String name) {
        try (InputStream text = CsvDraft.class.getResourceAsStream(name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the bundle lacks " + name, e);
        }
    }
}
