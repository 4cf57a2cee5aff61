package org.fascicle.workbench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fascicle.experiment.run.Confusion;
import org.fascicle.workbench.view.Columns;

/** A confusion matrix to read. */
final class ConfusionText {
    private ConfusionText() {
    }

    /** How many are right, and the matrix. */
    static List<String> lines(String part, Confusion confusion) {
        Columns table = new Columns();
        confusion.table().forEach(row -> table.row(row.toArray()));
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%,d of %,d %s examples are right (%.4f)", confusion.right(),
                confusion.examples(), part, (double) confusion.right() / confusion.examples()));
        lines.add("");
        lines.addAll(table.lines());
        return lines;
    }
}
