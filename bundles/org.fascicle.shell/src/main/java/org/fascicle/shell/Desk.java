package org.fascicle.shell;

import java.io.PrintStream;
import java.util.function.IntSupplier;
import org.fascicle.workbench.Workbench;

/**
 * What a command works with.
 *
 * @param workbench whom it asks
 * @param out results
 * @param err messages and progress
 * @param columns width of the terminal at which a person watches; 0 where nobody does
 * @param debug whether errors come with the place where they arose
 */
public record Desk(Workbench workbench, PrintStream out, PrintStream err, IntSupplier columns, boolean debug) {
}
