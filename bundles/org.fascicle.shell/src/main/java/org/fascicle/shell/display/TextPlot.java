package org.fascicle.shell.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Curves in letters: a column for each place across, which shows the mean of what falls into it. Where several curves
 * meet, the first is seen.
 *
 * @param across what the first and the last place across are
 * @param curves at least one
 */
public record TextPlot(List<String> across, List<Curve> curves) {
    private static final int ROWS = 12;
    private static final int COLUMNS = 60;

    public TextPlot {
        across = List.copyOf(across);
        curves = List.copyOf(curves);
    }

    /**
     * A curve.
     *
     * @param name its name
     * @param mark the letter that draws it
     * @param values its values, as many as the others have; NaN where there is none
     */
    public record Curve(String name, char mark, List<Double> values) {
        public Curve {
            values = List.copyOf(values);
        }
    }

    /** The plot; nothing where no value is a finite number. */
    public List<String> lines() {
        double[] finite = curves.stream().flatMap(curve -> curve.values().stream()).filter(Double::isFinite)
                .mapToDouble(Double::doubleValue).toArray();
        if (finite.length == 0) {
            return List.of();
        }
        double low = DoubleStream.of(finite).min().orElseThrow();
        double high = DoubleStream.of(finite).max().orElseThrow();
        int places = curves.getFirst().values().size();
        int columns = Math.min(COLUMNS, places);
        char[][] field = new char[ROWS][columns];
        Arrays.stream(field).forEach(row -> Arrays.fill(row, ' '));
        curves.reversed().forEach(curve -> draw(curve, field, low, high));
        List<String> lines = new ArrayList<>();
        int wide = Math.max(Figures.of(high).length(), Figures.of(low).length());
        for (int row = 0; row < ROWS; row++) {
            String label = row == 0 ? Figures.of(high) : row == ROWS - 1 ? Figures.of(low) : "";
            lines.add((" ".repeat(wide - label.length()) + label + " |" + new String(field[row])).stripTrailing());
        }
        lines.add(" ".repeat(wide) + " +" + "-".repeat(columns));
        String first = across.getFirst();
        String last = across.getLast();
        lines.add(" ".repeat(wide + 2) + (places == 1 ? first
                : first + " ".repeat(Math.max(1, columns - first.length() - last.length())) + last));
        return lines;
    }

    private static void draw(Curve curve, char[][] field, double low, double high) {
        int places = curve.values().size();
        int columns = field[0].length;
        for (int column = 0; column < columns; column++) {
            int from = column * places / columns;
            int to = Math.max(from + 1, (column + 1) * places / columns);
            double mean = IntStream.range(from, to).mapToDouble(curve.values()::get).filter(Double::isFinite).average()
                    .orElse(Double.NaN);
            if (!Double.isNaN(mean)) {
                double share = high > low ? (high - mean) / (high - low) : 0;
                field[(int) Math.round(share * (ROWS - 1))][column] = curve.mark();
            }
        }
    }

    /** Which letter draws what. */
    public String legend() {
        return String.join(", ", curves.stream().map(curve -> curve.mark() + " " + curve.name()).toList());
    }
}
