package org.fascicle.shell.display;

import java.io.PrintStream;
import org.fascicle.workbench.view.Columns;

/** Rows of words whose columns stand one below the other, to be printed. */
public final class Table {
    private final Columns columns = new Columns();

    /** Adds a row. */
    public Table row(Object... cells) {
        columns.row(cells);
        return this;
    }

    /** Prints all rows; the last column is not padded. */
    public void print(PrintStream out) {
        columns.lines().forEach(out::println);
    }
}
