package org.fascicle.shell.command;

import org.fascicle.workbench.UseRequest.Weights;
import picocli.CommandLine.Option;

/** Which weights of a run. */
final class WeightsOption {
    @Option(names = "--weights", paramLabel = "WHICH", description = "best: those of the best epoch; last; tested: "
            + "those that the run's test figures are about, which is the default.")
    private Weights weights = Weights.TESTED;

    Weights which() {
        return weights;
    }
}
