package org.fascicle.bench;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.fascicle.shell.extension.CommandType;
import org.fascicle.workbench.Workbench;
import org.osgi.service.component.annotations.Component;

/** The command {@code bench}. */
@Component
public final class BenchCommandType implements CommandType {
    @Override
    public String name() {
        return "bench";
    }

    @Override
    public Callable<Integer> command(Workbench workbench, PrintStream out, PrintStream err) {
        return new BenchCommand(workbench, out, err);
    }
}
