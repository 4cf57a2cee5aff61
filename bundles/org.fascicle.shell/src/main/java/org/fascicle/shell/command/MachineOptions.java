package org.fascicle.shell.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.fascicle.workbench.WorkbenchException;
import picocli.CommandLine.Option;

/** What a run may use of the machine. */
final class MachineOptions {
    /** More than any machine has use for; each costs a stack, and far more would end in a crash. */
    private static final int MOST_THREADS = 1024;

    @Option(names = "--data", paramLabel = "DIR",
            description = "Look for data here first, then in $FASCICLE_DATA, then in the home folder.")
    private Path data;

    @Option(names = "--backend", paramLabel = "NAME", description = "A backend of \"list backends\", or auto.")
    private String backend;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of the backend; all processors by default.")
    private Integer threads;

    @Option(names = "--memory", paramLabel = "SIZE", converter = MemorySize.class,
            description = "Memory of the process, such as 4g; half of the machine's by default.")
    private Long memory;

    Optional<Path> data() {
        return Optional.ofNullable(data);
    }

    Optional<String> backend() {
        return Optional.ofNullable(backend);
    }

    OptionalInt threads() throws WorkbenchException {
        if (threads == null) {
            return OptionalInt.empty();
        }
        if (threads < 1) {
            throw WorkbenchException.wrong("--threads " + threads + " is too few", "give at least 1");
        }
        if (threads > MOST_THREADS) {
            throw WorkbenchException.wrong("--threads " + threads + " is too many", "give at most " + MOST_THREADS
                    + "; more threads than the " + Runtime.getRuntime().availableProcessors()
                    + " processors there are seldom help");
        }
        return OptionalInt.of(threads);
    }

    OptionalLong memory() {
        return memory == null ? OptionalLong.empty() : OptionalLong.of(memory);
    }
}
