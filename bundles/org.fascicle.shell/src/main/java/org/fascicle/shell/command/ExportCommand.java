package org.fascicle.shell.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fascicle.shell.Desk;
import org.fascicle.shell.ExitCode;
import org.fascicle.shell.display.Figures;
import org.fascicle.shell.display.Json;
import org.fascicle.workbench.ExportRequest;
import org.fascicle.workbench.Exported;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the weights of a run. */
@Command(name = "export", sortOptions = false, description = "Write the weights of a run into a safetensors file, "
        + "which other tools read: a tensor for each parameter and each state of the layers, named by its path, such "
        + "as 0.weight.",
        footer = {"", "Example:", "  fascicle export digits-20261120-234538 digits.safetensors"})
public final class ExportCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "RUN", index = "0", description = "A name of \"runs\", or a folder.")
    private String run;

    @Parameters(paramLabel = "FILE", index = "1", description = "The file to write.")
    private Path file;

    @Mixin
    private final WeightsOption weights = new WeightsOption();

    @Option(names = "--force", description = "Replace the file if it exists.")
    private boolean force;

    @Mixin
    private final Form form = new Form();

    /** The command at a desk. */
    public ExportCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws WorkbenchException {
        Exported exported = desk.workbench().exportWeights(new ExportRequest(run, weights.which(), file, force));
        if (form.json()) {
            desk.out().println(Json.line(Json.object("run", exported.run(), "weights", exported.weights(), "file",
                    exported.file().toString(), "tensors", exported.tensors(), "values", exported.values())));
        } else {
            desk.out().println(exported.weights() + " of " + exported.run() + " are in " + exported.file() + ": "
                    + Figures.count(exported.tensors(), "tensor") + ", " + Figures.count(exported.values(), "value"));
        }
        return ExitCode.DONE.code();
    }
}
