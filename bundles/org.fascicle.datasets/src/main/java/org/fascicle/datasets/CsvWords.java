package org.fascicle.datasets;

import java.util.List;
import java.util.function.Predicate;

/** Words in a column of numbers: slips of a pen, or one that marks what is missing. */
final class CsvWords {
    /** Of this many values of a column of numbers one may be a word. */
    private static final int MANY = 10;

    private CsvWords() {
    }

    /**
     * Tells each word of a column that is nearly all numbers, or numbers and one word alone that would have the column
     * taken for text.
     *
     * @param asNames the data of an experiment that takes the column for names
     * @return whether there is one
     */
    static boolean check(CsvFile file, CsvColumn column, String asNames, Predicate<String> isMissing,
            CsvMistakes mistakes) {
        int index = file.columns().indexOf(column.name());
        List<CsvFile.Row> present = file.rows().stream().filter(row -> !isMissing.test(row.fields().get(index)))
                .toList();
        List<String> words = present.stream().map(row -> row.fields().get(index)).filter(field -> !isDecimal(field))
                .toList();
        boolean same = words.stream().distinct().count() == 1;
        boolean numbers = MANY * words.size() <= present.size()
                || same && column.kind() == CsvColumn.Kind.TEXT && 2 * words.size() < present.size();
        List<CsvFile.Row> wrong = !numbers ? List.of() : present.stream()
                .filter(row -> !CsvFile.isNumber(row.fields().get(index))).toList();
        wrong.forEach(row -> {
            String field = row.fields().get(index);
            mistakes.at(row.line(), column.name(), "expected a number, found `" + field + "`", isDecimal(field)
                    ? "write decimals with a point" : (same && words.size() > 1 ? "where `" + field
                    + "` marks a missing value, leave these fields empty, or write the experiment by hand with the "
                    + "mark under `missingTexts`" : "the other values are numbers: correct it, or leave the field "
                    + "empty where the value is missing") + "; if the column holds names, such as codes, write the "
                    + "experiment by hand with " + asNames);
        });
        return !wrong.isEmpty();
    }

    /** Whether a field is a number, with a point or a comma. */
    private static boolean isDecimal(String field) {
        return CsvFile.isNumber(field.replace(',', '.'));
    }
}
