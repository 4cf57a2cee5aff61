package org.fascicle.workbench.view;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of words whose columns stand one below the other. */
public final class Columns {
    private static final String GAP = "  ";
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row. */
    public Columns row(Object... cells) {
        rows.add(IntStream.range(0, cells.length).mapToObj(i -> String.valueOf(cells[i])).toList());
        return this;
    }

    /** All rows; the last cell of a row is not padded. */
    public List<String> lines() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = IntStream.range(0, columns).map(column -> rows.stream()
                .filter(row -> column < row.size() - 1).mapToInt(row -> row.get(column).length()).max().orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            line.append(i == 0 ? "" : GAP).append(cell);
            if (i < row.size() - 1) {
                line.append(" ".repeat(widths[i] - cell.length()));
            }
        }
        return line.toString().stripTrailing();
    }
}
