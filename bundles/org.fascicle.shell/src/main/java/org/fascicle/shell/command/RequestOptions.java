package org.fascicle.shell.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.fascicle.workbench.RunRequest;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What to run or check. */
final class RequestOptions {
    @Parameters(paramLabel = "FILE-or-NAME", index = "0",
            description = "A YAML file, or an experiment of \"list experiments\".")
    private String experiment;

    @Option(names = "--set", paramLabel = "PATH=VALUE",
            description = "Change the experiment, such as train.epochs=3; may be given several times.")
    private List<String> changes = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "What every random number depends on.")
    private Long seed;

    @Mixin
    private final MachineOptions machine = new MachineOptions();

    RunRequest request(Path out, boolean profile, List<String> more) throws WorkbenchException {
        List<String> all = new ArrayList<>(changes);
        all.addAll(more);
        return new RunRequest(experiment, all, machine.data(), machine.backend(),
                seed == null ? OptionalLong.empty() : OptionalLong.of(seed), machine.threads(), machine.memory(),
                Optional.ofNullable(out), profile);
    }
}
