package org.fascicle.shell;

import java.io.PrintStream;
import org.fascicle.workbench.Workbench;

/**
 * What a command works with.
 *
 * @param workbench whom it asks
 * @param out results
 * @param err messages and progress
 * @param terminal whether a person watches, on a terminal
 * @param debug whether errors come with the place where they arose
 */
public record Desk(Workbench workbench, PrintStream out, PrintStream err, boolean terminal, boolean debug) {
}
