package org.fascicle.datasets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What a column of a table seems to hold.
 *
 * @param name its name
 * @param kind what its values seem to be
 * @param counts how often each value is met, the values in order
 * @param missing in how many rows it has none
 */
record CsvColumn(String name, Kind kind, Map<String, Long> counts, int missing) {
    /** Numbers of more values than this are no labels. */
    private static final int MANY = 20;

    /** What the values of a column seem to be. */
    enum Kind {
        /** Quantities. */
        NUMBERS(""),
        /** A few words, met again and again. */
        NAMES(""),
        /** Nothing that the next table would have again. */
        TEXT("hardly any text is met twice"),
        /** The numbers of the rows. */
        COUNTER("counts the rows"),
        /** One value alone. */
        CONSTANT("the same in every row"),
        /** Nothing. */
        EMPTY("empty in every row");

        private final String reason;

        Kind(String reason) {
            this.reason = reason;
        }

        /** Why nothing can be learned of it. */
        String reason() {
            return reason;
        }
    }

    /**
     * A column of a table.
     *
     * @param isMissing whether a field says that its value is missing
     */
    static CsvColumn of(CsvFile file, int index, Predicate<String> isMissing) {
        List<String> values = file.rows().stream().map(row -> row.fields().get(index))
                .filter(field -> !isMissing.test(field)).toList();
        boolean numbers = values.stream().allMatch(CsvFile::isNumber);
        Map<String, Long> counts = new LinkedHashMap<>();
        values.stream().sorted(CsvFile.order(values)).forEach(value -> counts.merge(value, 1L, Long::sum));
        return new CsvColumn(file.columns().get(index), kind(values, counts.size(), numbers), counts,
                file.rows().size() - values.size());
    }

    private static Kind kind(List<String> values, int distinct, boolean numbers) {
        if (distinct < 2) {
            return values.isEmpty() ? Kind.EMPTY : Kind.CONSTANT;
        }
        if (numbers) {
            return counts(values) ? Kind.COUNTER : Kind.NUMBERS;
        }
        return distinct <= Math.max(MANY, values.size() / MANY) && 2 * distinct <= values.size() ? Kind.NAMES
                : Kind.TEXT;
    }

    /** Whether each value is one more than that of the row before. */
    private static boolean counts(List<String> values) {
        return values.size() > 2 && IntStream.range(1, values.size()).allMatch(i ->
                Double.parseDouble(values.get(i)) == Double.parseDouble(values.get(i - 1)) + 1);
    }

    /** Whether something can be learned of it. */
    boolean isUsed() {
        return kind == Kind.NUMBERS || kind == Kind.NAMES;
    }

    /** Whether it holds quantities rather than labels, as a target. */
    boolean isValue() {
        return counts.keySet().stream().allMatch(CsvFile::isNumber) && (counts.size() > MANY
                || counts.size() > 2 && counts.keySet().stream().anyMatch(value -> Double.parseDouble(value) % 1 != 0));
    }

    /** From the smallest to the largest number. */
    String range() {
        List<String> values = List.copyOf(counts.keySet());
        return values.getFirst() + " to " + values.getLast();
    }

    /** Tells what is wrong with it as a target. */
    void checkTarget(CsvFile file, Predicate<String> isMissing, CsvMistakes mistakes) {
        int index = file.columns().indexOf(name);
        if (kind == Kind.EMPTY || kind == Kind.CONSTANT) {
            mistakes.add("the target `" + name + "` is " + kind.reason(), "there is nothing to tell apart; name "
                    + "another target");
            return;
        }
        if (!isValue() && counts.size() > MANY && 2 * counts.size() > file.rows().size()) {
            mistakes.add("the target `" + name + "` has " + counts.size() + " labels in " + file.rows().size()
                    + " rows", "name a target with fewer");
        }
        file.rows().stream().filter(row -> isMissing.test(row.fields().get(index)))
                .forEach(row -> mistakes.noTarget(row.line(), name));
    }
}
