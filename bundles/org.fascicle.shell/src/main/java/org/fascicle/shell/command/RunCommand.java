package org.fascicle.shell.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fascicle.shell.Desk;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs an experiment. */
@Command(name = "run", description = "Run an experiment.", sortOptions = false)
public final class RunCommand implements Callable<Integer> {
    private final Desk desk;

    @Mixin
    private final RequestOptions options = new RequestOptions();

    @Mixin
    private final SeedsOption seeds = new SeedsOption();

    @Option(names = "--out", paramLabel = "DIR", description = "Keep the run in this folder; several runs each in "
            + "a folder of its own inside.")
    private Path out;

    @Option(names = "--profile", description = "Measure every step, and tell at the end where the time went.")
    private boolean profile;

    @Option(names = "--dry-run", description = "Do all that comes before the first step, compile, tell what the run "
            + "needs, and train nothing.")
    private boolean dryRun;

    @Mixin
    private final Form form = new Form();

    /** The command at a desk. */
    public RunCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws WorkbenchException {
        if (dryRun) {
            return new CheckCommand(desk).show(desk.workbench().dryRun(options.request(out, profile, seeds.changes())),
                    form.json());
        }
        Audience audience = new Audience(desk, form);
        return audience.end(desk.workbench().run(options.request(out, profile, seeds.changes()), audience.display()));
    }
}
