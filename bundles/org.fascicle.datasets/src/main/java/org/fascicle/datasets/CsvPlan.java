package org.fascicle.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fascicle.contribution.Names;
import org.fascicle.data.DataException;
import org.fascicle.data.Fit;

/**
 * Which columns of a table are read, and as what.
 *
 * @param features what the target is told from, in the order of the table
 * @param target the target; none in a table for predictions that lacks it
 */
record CsvPlan(List<Column> features, Optional<Column> target) {
    /**
     * A column.
     *
     * @param name its name
     * @param index its place in a row, from 0
     * @param names whether it holds names rather than numbers
     */
    record Column(String name, int index, boolean names) {
    }

    /** Whether a column of the table is read, by its place. */
    boolean reads(int index) {
        return features.stream().anyMatch(column -> column.index() == index)
                || target.stream().anyMatch(column -> column.index() == index);
    }

    /**
     * The columns that options ask for.
     *
     * @throws DataException with every column that is asked for and not there, and what is wrong with the file so far
     */
    static CsvPlan of(Csv options, CsvFile file) throws DataException {
        CsvMistakes mistakes = file.mistakes();
        int before = mistakes.count();
        int target = find(options.target(), "target", file, mistakes);
        List<Integer> categorical = find(options.categorical(), "categorical", file, mistakes);
        List<Integer> features = find(options.features(), "features", file, mistakes);
        if (target >= 0 && (features.contains(target) || categorical.contains(target))) {
            mistakes.add("the target `" + options.target() + "` is among the " + (features.contains(target)
                    ? "features" : "categorical features"), "take it out: nothing is to be learned of it otherwise");
        }
        for (int index : categorical) {
            if (!features.isEmpty() && index >= 0 && !features.contains(index)) {
                mistakes.add("the categorical column `" + file.columns().get(index) + "` is not among the features",
                        "take it out of `categorical`, or into `features`");
            }
        }
        if (features.isEmpty() && file.columns().size() < 2) {
            mistakes.add("there is one column, and nothing to tell it from", "look at `separator`: fields stand "
                    + "between `" + options.separator() + "`");
        }
        mistakes.checkSince(before);
        List<Column> read = new ArrayList<>();
        for (int i = 0; i < file.columns().size(); i++) {
            if (i != target && (features.isEmpty() || features.contains(i))) {
                read.add(new Column(file.columns().get(i), i, categorical.contains(i)));
            }
        }
        return new CsvPlan(List.copyOf(read), Optional.of(new Column(file.columns().get(target), target,
                options.task() == Csv.Task.CLASSIFICATION)));
    }

    /**
     * The columns that a fit knows, in another table. Its columns may stand in any order where it has a header.
     *
     * @param whole whether the target must be there
     * @throws DataException with every column that is not there
     */
    static CsvPlan of(Csv options, CsvFile file, Fit fit, boolean whole) throws DataException {
        CsvMistakes mistakes = file.mistakes();
        int before = mistakes.count();
        List<Fit.Column> known = fit.columns();
        String target = known.getLast().name();
        List<String> columns = file.columns();
        if (!options.header() && !whole && columns.size() == known.size() - 1) {
            columns = known.stream().map(Fit.Column::name).filter(name -> !name.equals(target)).toList();
        }
        List<Column> features = new ArrayList<>();
        for (Fit.Column column : known.subList(0, known.size() - 1)) {
            int index = columns.indexOf(column.name());
            if (index < 0) {
                mistakes.add("no column `" + column.name() + "`" + near(column.name(), columns),
                        "the model was trained with " + shown(known.subList(0, known.size() - 1).stream()
                                .map(Fit.Column::name).toList()) + "; the file has " + shown(columns));
            }
            features.add(new Column(column.name(), index, !column.names().isEmpty()));
        }
        int index = columns.indexOf(target);
        if (index < 0 && whole) {
            mistakes.add("no column `" + target + "`" + near(target, columns), "it is the target; the file has "
                    + shown(columns));
        }
        mistakes.checkSince(before);
        return new CsvPlan(List.copyOf(features), index < 0 ? Optional.empty() : Optional.of(new Column(target, index,
                options.task() == Csv.Task.CLASSIFICATION)));
    }

    private static List<Integer> find(List<String> wanted, String option, CsvFile file, CsvMistakes mistakes) {
        return wanted.stream().map(column -> find(column, option, file, mistakes)).toList();
    }

    /** A name goes before a number; −1 where it is neither. */
    static int find(String wanted, String option, CsvFile file, CsvMistakes mistakes) {
        List<String> columns = file.columns();
        int index = columns.indexOf(wanted);
        if (index < 0 && wanted.matches("-?[1-9]\\d{0,8}")) {
            int number = Integer.parseInt(wanted);
            index = number > 0 ? number - 1 : columns.size() + number;
            if (index < 0 || index >= columns.size()) {
                index = -1;
            }
        }
        if (index < 0) {
            mistakes.add("`" + option + "` names a column `" + wanted + "`, which is not there" + near(wanted, columns),
                    "the file has " + columns.size() + (columns.size() == 1 ? " column: " : " columns: ")
                            + shown(columns));
        }
        return index;
    }

    private static String shown(List<String> columns) {
        int most = 20;
        return String.join(", ", columns.subList(0, Math.min(most, columns.size())))
                + (columns.size() > most ? ", …" : "");
    }

    private static String near(String wanted, List<String> columns) {
        return wanted.matches("\\d+") ? ""
                : Names.nearest(wanted, columns).map(column -> "; did you mean `" + column + "`?").orElse("");
    }
}
