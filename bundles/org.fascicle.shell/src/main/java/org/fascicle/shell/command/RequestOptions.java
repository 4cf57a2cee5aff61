package org.fascicle.shell.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.fascicle.workbench.RunRequest;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What to run or check. */
final class RequestOptions {
    /** More than any machine has use for; each costs a stack, and far more would end in a crash. */
    private static final int MOST_THREADS = 1024;

    @Parameters(paramLabel = "FILE-or-NAME", description = "A YAML file, or an experiment of \"list experiments\".")
    private String experiment;

    @Option(names = "--set", paramLabel = "PATH=VALUE",
            description = "Change the experiment, such as train.epochs=3; may be given several times.")
    private List<String> changes = new ArrayList<>();

    @Option(names = "--data", paramLabel = "DIR",
            description = "Look for data here first, then in $FASCICLE_DATA, then in the home folder.")
    private Path data;

    @Option(names = "--backend", paramLabel = "NAME", description = "A backend of \"list backends\", or auto.")
    private String backend;

    @Option(names = "--seed", paramLabel = "N", description = "What every random number depends on.")
    private Long seed;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of the backend; all processors by default.")
    private Integer threads;

    @Option(names = "--memory", paramLabel = "SIZE", converter = MemorySize.class,
            description = "Memory of the process, such as 4g; half of the machine's by default.")
    private Long memory;

    RunRequest request(Path out, boolean profile) throws WorkbenchException {
        if (threads != null && threads < 1) {
            throw WorkbenchException.wrong("--threads " + threads + " is too few", "give at least 1");
        }
        if (threads != null && threads > MOST_THREADS) {
            throw WorkbenchException.wrong("--threads " + threads + " is too many", "give at most " + MOST_THREADS
                    + "; more threads than the " + Runtime.getRuntime().availableProcessors()
                    + " processors there are seldom help");
        }
        return new RunRequest(experiment, changes, Optional.ofNullable(data), Optional.ofNullable(backend),
                seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
                threads == null ? OptionalInt.empty() : OptionalInt.of(threads),
                memory == null ? OptionalLong.empty() : OptionalLong.of(memory), Optional.ofNullable(out), profile);
    }
}
