package org.fascicle.workbench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What somebody wants to run or check. What is empty is left as the experiment or the machine has it.
 *
 * @param experiment a file, or the name of an experiment that a bundle brings
 * @param changes changes of the experiment, such as {@code train.epochs=3}
 * @param data a folder to look for data in, before all others
 * @param backend name of the backend
 * @param seed the seed
 * @param threads threads of the backend, at least 1
 * @param memory bytes for the backend's tensors
 * @param out the run's folder, in place of one of its own name among all runs
 * @param profile whether every step is measured, and where the time went is told at the end
 */
public record RunRequest(String experiment, List<String> changes, Optional<Path> data, Optional<String> backend,
        OptionalLong seed, OptionalInt threads, OptionalLong memory, Optional<Path> out, boolean profile) {
    public RunRequest {
        changes = List.copyOf(changes);
    }

    /** An experiment as it is. */
    public static RunRequest of(String experiment) {
        return new RunRequest(experiment, List.of(), Optional.empty(), Optional.empty(), OptionalLong.empty(),
                OptionalInt.empty(), OptionalLong.empty(), Optional.empty(), false);
    }

    /** The same with these changes of the experiment in the place of its own. */
    public RunRequest with(List<String> other) {
        return new RunRequest(experiment, other, data, backend, seed, threads, memory, out, profile);
    }
}
