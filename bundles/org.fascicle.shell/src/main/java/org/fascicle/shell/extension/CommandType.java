package org.fascicle.shell.extension;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.fascicle.workbench.Workbench;
import org.osgi.annotation.versioning.ConsumerType;

/** A command that a bundle adds, as a service. */
@ConsumerType
public interface CommandType {
    /** The word by which it is called. */
    String name();

    /**
     * The command, for one call of it.
     *
     * @param workbench whom it asks
     * @param out results
     * @param err messages and progress
     * @return an object with the annotations of picocli, which gives the exit code; a
     *         {@link org.fascicle.workbench.WorkbenchException} that it throws is told as those of other commands
     */
    Callable<Integer> command(Workbench workbench, PrintStream out, PrintStream err);
}
