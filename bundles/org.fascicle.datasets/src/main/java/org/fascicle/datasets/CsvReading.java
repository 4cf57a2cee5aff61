package org.fascicle.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fascicle.data.DataException;
import org.fascicle.data.Fit;

/** From the texts of a table to its values; every field that is none is told with its line. */
final class CsvReading {
    private static final int SHOWN = 20;
    /** More labels than this, most of them met once, are values. */
    private static final int MANY = 20;
    private final Csv options;

    CsvReading(Csv options) {
        this.options = options;
    }

    /** The table that a model learns from. */
    CsvTable read(Path path) throws DataException {
        CsvFile file = options.texts(path);
        CsvPlan plan = options.plan(file);
        CsvMistakes mistakes = file.mistakes();
        List<List<String>> names = new ArrayList<>();
        for (CsvPlan.Column column : plan.features()) {
            names.add(column.names() ? distinct(file, column) : List.of());
            if (file.rows().stream().allMatch(row -> options.isMissing(row.fields().get(column.index())))) {
                mistakes.add("the column `" + column.name() + "` is empty in every row",
                        "leave it out: name the others in `features`");
            }
        }
        // what holds for a whole column is not told where a part of it could not be read
        List<String> labels = labels(file, plan.target().orElseThrow(),
                mistakes.count() > 0 ? new CsvMistakes(path) : mistakes);
        return table(file, plan, names, labels, Optional.empty(), mistakes);
    }

    /** Another table of the same columns, whose categories and labels are known. */
    CsvTable readMore(Path path, Fit fit, boolean whole) throws DataException {
        if (!CsvFile.isText(path)) {
            List<String> read = fit.columns().stream().limit(fit.columns().size() - 1).map(Fit.Column::name).toList();
            throw DataException.wrong(path + " is no text in UTF-8, and this model reads tables: give a CSV file, "
                    + "saved in UTF-8, with the column" + (read.size() == 1 ? " `" : "s `") + String.join("`, `",
                    read.subList(0, Math.min(SHOWN, read.size()))) + (read.size() > SHOWN ? "`, …" : "`"));
        }
        CsvFile file = options.texts(path);
        CsvPlan plan = CsvPlan.of(options, file, fit, whole);
        List<String> notes = new ArrayList<>();
        List<String> unread = file.columns().stream().filter(column -> !plan.reads(file.columns().indexOf(column)))
                .toList();
        if (!unread.isEmpty()) {
            notes.add("of " + path + " the " + (unread.size() == 1 ? "column `" : "columns `")
                    + String.join("`, `", unread.subList(0, Math.min(SHOWN, unread.size())))
                    + (unread.size() > SHOWN ? "`, …" : "`") + (unread.size() == 1 ? " is" : " are")
                    + " not read: the model learned nothing of " + (unread.size() == 1 ? "it" : "them"));
        }
        Optional<CsvPlan.Column> empty = plan.target().filter(target -> !whole && file.rows().stream()
                .allMatch(row -> options.isMissing(row.fields().get(target.index()))));
        empty.ifPresent(target -> notes.add("the target `" + target.name() + "` of " + path
                + " is empty in every row"));
        return table(file, empty.isPresent() ? new CsvPlan(plan.features(), Optional.empty()) : plan,
                plan.features().stream().map(column -> fit.column(column.name()).names()).toList(),
                fit.columns().getLast().names(), Optional.of(fit), file.mistakes()).with(notes);
    }

    private CsvTable table(CsvFile file, CsvPlan plan, List<List<String>> names, List<String> labels,
            Optional<Fit> fit, CsvMistakes mistakes) throws DataException {
        List<CsvTable.Column> features = new ArrayList<>();
        for (int i = 0; i < plan.features().size(); i++) {
            CsvPlan.Column column = plan.features().get(i);
            features.add(new CsvTable.Column(column.name(), column.names(), names.get(i),
                    values(file, column, names.get(i), options.missing() == Csv.Missing.FILL, mistakes)));
        }
        Optional<CsvTable.Column> target = plan.target().map(column -> new CsvTable.Column(column.name(),
                column.names(), labels, targets(file, column, labels, mistakes)));
        mistakes.check();
        return new CsvTable(options, file.rows().size(), List.copyOf(features), target, fit);
    }

    private List<String> labels(CsvFile file, CsvPlan.Column target, CsvMistakes mistakes) {
        if (!target.names() || !options.labels().isEmpty()) {
            return options.labels();
        }
        List<String> labels = distinct(file, target);
        if (labels.size() == 1) {
            mistakes.add("the target `" + target.name() + "` is `" + labels.getFirst() + "` in every row",
                    "there is nothing to tell apart; name another target");
        } else if (labels.size() > MANY && 2 * labels.size() > file.rows().size()
                && labels.stream().allMatch(CsvFile::isNumber)) {
            mistakes.add("the target `" + target.name() + "` has " + labels.size() + " labels in "
                    + file.rows().size() + " rows", "where it is a value, write `task: regression`; where these are "
                    + "labels, list them in `labels`");
        }
        return labels;
    }

    /** What a column holds, each once, in order; what is missing is no category. */
    private List<String> distinct(CsvFile file, CsvPlan.Column column) {
        Set<String> met = new LinkedHashSet<>();
        file.rows().forEach(row -> met.add(row.fields().get(column.index())));
        met.removeIf(options::isMissing);
        return met.stream().sorted(CsvFile.order(met)).toList();
    }

    /** Numbers, or numbers of categories; NaN where a value is missing. */
    private double[] values(CsvFile file, CsvPlan.Column column, List<String> names, boolean gaps,
            CsvMistakes mistakes) {
        Map<String, Integer> numbers = numbers(names);
        double[] values = new double[file.rows().size()];
        for (int i = 0; i < values.length; i++) {
            CsvFile.Row row = file.rows().get(i);
            String field = row.fields().get(column.index());
            values[i] = Double.NaN;
            if (options.isMissing(field)) {
                if (!gaps) {
                    mistakes.at(row.line(), column.name(), field.isEmpty() ? "nothing" : "`" + field
                            + "`, which stands for nothing",
                            "fill in what is missing, or leave the row out, or write `missing: fill`: the mean, or the "
                            + "commonest category, of the training examples then stands for it");
                }
            } else if (column.names()) {
                values[i] = numbers.getOrDefault(field, -1);
                if (values[i] < 0) {
                    mistakes.at(row.line(), column.name(), "the unknown category `" + field + "`", "known are "
                            + shown(names) + "; correct it, or " + (gaps ? "leave the field empty: the commonest "
                            + "category then stands for it, or " : "") + "train again with examples of it");
                }
            } else if (!CsvFile.isNumber(field)) {
                mistakes.at(row.line(), column.name(), "expected a number, found `" + field + "`", CsvFile.isNumber(
                        field.replace(',', '.')) ? "write decimals with a point" : row.line() == 1
                        ? "where line 1 has the names of the columns, write `header: true`; else correct it, or list "
                        + "the column under `categorical`" : "correct it, or list the column under `categorical` if "
                        + "it holds names, or the text under `missingTexts` if it stands for nothing");
            } else {
                values[i] = Double.parseDouble(field);
                if (!Float.isFinite((float) values[i])) {
                    mistakes.at(row.line(), column.name(), field + " is out of range", "numbers go from -3.4e38 to "
                            + "3.4e38");
                }
            }
        }
        return values;
    }

    private double[] targets(CsvFile file, CsvPlan.Column target, List<String> labels, CsvMistakes mistakes) {
        if (!target.names()) {
            double[] values = values(file, target, labels, true, mistakes);
            for (int i = 0; i < values.length; i++) {
                String field = file.rows().get(i).fields().get(target.index());
                if (options.isMissing(field)) {
                    mistakes.noTarget(file.rows().get(i).line(), target.name());
                }
            }
            return values;
        }
        Map<String, Integer> numbers = numbers(labels);
        double[] values = new double[file.rows().size()];
        for (int i = 0; i < values.length; i++) {
            CsvFile.Row row = file.rows().get(i);
            String field = row.fields().get(target.index());
            Integer number = numbers.get(field);
            if (number != null) {
                values[i] = number;
            } else if (options.isMissing(field)) {
                mistakes.noTarget(row.line(), target.name());
            } else {
                mistakes.at(row.line(), target.name(), "the label `" + field + "` is none of the "
                        + labels.size(), "labels are " + shown(labels) + "; correct it, or add it to `labels`");
            }
        }
        return values;
    }

    private static Map<String, Integer> numbers(List<String> names) {
        return IntStream.range(0, names.size()).boxed().collect(Collectors.toMap(names::get, number -> number));
    }

    private static String shown(Collection<String> names) {
        return names.stream().limit(SHOWN).collect(Collectors.joining(", ")) + (names.size() > SHOWN ? ", …" : "");
    }
}
