package org.fascicle.shell.command;

import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.fascicle.shell.Desk;
import org.fascicle.workbench.ResumeRequest;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Goes on with a run that was broken off. */
@Command(name = "resume", sortOptions = false, description = "Go on with a run that was interrupted, killed or failed, "
        + "from its last checkpoint. Its figures and weights become those of a run that was never broken off. Of "
        + "several runs, as --seeds or folds make them, those that are done are left alone, and those whose turn had "
        + "not come begin.",
        footer = {"", "Examples:", "  fascicle resume digits-20261120-234538",
            "  fascicle resume digits-20261120-234538 --epochs 20   (trains one longer)"})
public final class ResumeCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "RUN-or-SET", description = "A name of \"runs\", or a folder.")
    private String run;

    @Option(names = "--epochs", paramLabel = "N", description = "Train until the run, or each of "
            + "several, has so many epochs in all.")
    private Integer epochs;

    @Option(names = "--profile", description = "Measure every step, and tell at the end where the time went.")
    private boolean profile;

    @Mixin
    private final MachineOptions machine = new MachineOptions();

    @Mixin
    private final Form form = new Form();

    /** The command at a desk. */
    public ResumeCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws WorkbenchException {
        Audience audience = new Audience(desk, form);
        return audience.end(desk.workbench().resume(new ResumeRequest(run,
                epochs == null ? OptionalInt.empty() : OptionalInt.of(epochs), machine.data(), machine.backend(),
                machine.threads(), machine.memory(), profile), audience.display()));
    }
}
