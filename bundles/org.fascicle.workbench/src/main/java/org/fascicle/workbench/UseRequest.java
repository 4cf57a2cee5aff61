package org.fascicle.workbench;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A model of a past run that somebody wants to use. What is empty is left as the run or the machine has it.
 *
 * @param run name of the run, or its folder
 * @param weights which of its weights
 * @param file a file of new examples: a table with the columns of the dataset, a PNG image, or images in an IDX file;
 *        none: the dataset's own
 * @param part which of the dataset's own examples: {@code test}, {@code validation} or {@code train}; none: the first
 *        of these that there is
 * @param data a folder to look for data in, before all others
 * @param backend name of the backend
 * @param threads threads of the backend, at least 1
 * @param memory bytes for the backend's tensors
 */
public record UseRequest(String run, Weights weights, Optional<Path> file, Optional<String> part, Optional<Path> data,
        Optional<String> backend, OptionalInt threads, OptionalLong memory) {
    /** Which weights of a run. */
    public enum Weights {
        /** Those that its test figures are about. */
        TESTED,
        /** Those of its best epoch. */
        BEST,
        /** Those that it had last. */
        LAST
    }

    /** A model as its run was tested, on the examples that it was tested with. */
    public static UseRequest of(String run) {
        return new UseRequest(run, Weights.TESTED, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), OptionalInt.empty(), OptionalLong.empty());
    }
}
