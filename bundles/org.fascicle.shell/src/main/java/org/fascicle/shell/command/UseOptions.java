package org.fascicle.shell.command;

import java.nio.file.Path;
import java.util.Optional;
import org.fascicle.workbench.UseRequest;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which model to use, and on what. */
final class UseOptions {
    @Parameters(paramLabel = "RUN", index = "0", description = "A name of \"runs\", or a folder.")
    private String run;

    @Parameters(paramLabel = "FILE", index = "1", arity = "0..1", description = "New examples: a CSV file with the "
            + "columns of the run's, a PNG image of the right size, or images in an IDX file. None: the dataset's own.")
    private Path file;

    @Option(names = "--part", paramLabel = "PART", description = "Which of the dataset's own examples: test, "
            + "validation or train.")
    private String part;

    @Mixin
    private final WeightsOption weights = new WeightsOption();

    @Mixin
    private final MachineOptions machine = new MachineOptions();

    UseRequest request() throws WorkbenchException {
        if (file != null && part != null) {
            throw WorkbenchException.wrong("--part " + part + " is about the dataset's own examples, and " + file
                    + " has others", "give one of them");
        }
        return new UseRequest(run, weights.which(), Optional.ofNullable(file), Optional.ofNullable(part),
                machine.data(), machine.backend(), machine.threads(), machine.memory());
    }
}
