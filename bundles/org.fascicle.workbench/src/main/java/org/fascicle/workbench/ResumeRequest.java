package org.fascicle.workbench;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A run that somebody wants to go on, or several of one experiment. What is empty is left as it was, or as the machine
 * has it.
 *
 * @param run its name, or its folder
 * @param epochs epochs that it, or each of several, is to have in all, to train one longer that was done
 * @param data a folder to look for data in, before all others
 * @param backend name of the backend
 * @param threads threads of the backend, at least 1
 * @param memory bytes for the backend's tensors
 * @param profile whether every step is measured, and where the time went is told at the end
 */
public record ResumeRequest(String run, OptionalInt epochs, Optional<Path> data, Optional<String> backend,
        OptionalInt threads, OptionalLong memory, boolean profile) {
    /** A run as it was. */
    public static ResumeRequest of(String run) {
        return new ResumeRequest(run, OptionalInt.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty(),
                OptionalLong.empty(), false);
    }
}
