package org.fascicle.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a dataset learned from training examples before any model did, such as the mean and the deviation of a column. A
 * run keeps it beside its weights, since a prediction has to see its examples as training saw its own.
 *
 * @param columns in an order of the dataset's own
 */
public record Fit(List<Column> columns) {
    public Fit {
        columns = List.copyOf(columns);
    }

    /**
     * What was learned of a column.
     *
     * @param name its name
     * @param numbers figures by name, such as {@code mean}
     * @param names what its numbers stand for, such as classes, in their order; empty where they stand for themselves
     */
    public record Column(String name, Map<String, Double> numbers, List<String> names) {
        public Column {
            numbers = numbers == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
            names = names == null ? List.of() : List.copyOf(names);
        }

        /** A figure. */
        public double number(String key) {
            Double number = numbers.get(key);
            if (number == null) {
                throw new IllegalArgumentException("of the column " + name + " " + numbers.keySet()
                        + " was learned, not " + key);
            }
            return number;
        }
    }

    /** A column by its name. */
    public Column column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing was learned of the column " + name));
    }
}
