package org.fascicle.experiment.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Which classes are taken for which.
 *
 * @param classes names of the classes
 * @param counts for each true class, how many of its examples were given to each class
 */
public record Confusion(List<String> classes, List<List<Integer>> counts) {
    public Confusion {
        classes = List.copyOf(classes);
        counts = counts.stream().map(List::copyOf).toList();
    }

    /** The confusion of some examples, by their true classes and those that were given to them. */
    public static Confusion of(List<String> classes, int[] truth, int[] predicted) {
        int[][] counts = new int[classes.size()][classes.size()];
        IntStream.range(0, truth.length).forEach(i -> counts[truth[i]][predicted[i]]++);
        return new Confusion(classes, IntStream.range(0, counts.length)
                .mapToObj(row -> IntStream.of(counts[row]).boxed().toList()).toList());
    }

    /** Examples of a true class that were given to a class. */
    public int count(int truth, int predicted) {
        return counts.get(truth).get(predicted);
    }

    /** All examples. */
    public int examples() {
        return counts.stream().flatMap(List::stream).mapToInt(Integer::intValue).sum();
    }

    /** Examples whose class is right. */
    public int right() {
        return IntStream.range(0, classes.size()).map(i -> count(i, i)).sum();
    }

    /** The share of the examples of a class that were recognised; NaN where there are none. */
    public double recall(int truth) {
        return (double) count(truth, truth) / counts.get(truth).stream().mapToInt(Integer::intValue).sum();
    }

    /** The share of the examples given to a class that are of it; NaN where there are none. */
    public double precision(int predicted) {
        return (double) count(predicted, predicted) / counts.stream().mapToInt(row -> row.get(predicted)).sum();
    }

    /** As a table: a row for each true class, a column for each that was given, recall and precision at the edges. */
    public List<List<String>> table() {
        List<List<String>> table = new ArrayList<>();
        List<String> heading = new ArrayList<>(List.of("true \\ predicted"));
        heading.addAll(classes);
        heading.add("recall");
        table.add(heading);
        List<String> last = new ArrayList<>(List.of("precision"));
        for (int truth = 0; truth < classes.size(); truth++) {
            List<String> row = new ArrayList<>(List.of(classes.get(truth)));
            counts.get(truth).forEach(count -> row.add(String.valueOf(count)));
            row.add(share(recall(truth)));
            table.add(row);
            last.add(share(precision(truth)));
        }
        table.add(last);
        return table;
    }

    private static String share(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.4f", share);
    }
}
