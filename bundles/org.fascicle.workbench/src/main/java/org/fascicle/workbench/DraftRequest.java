package org.fascicle.workbench;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A wish for an experiment to begin with.
 *
 * @param name name of the experiment
 * @param file the data that it is to be about
 * @param target what is to be told, such as the name of a column; none: what suggests itself
 */
public record DraftRequest(String name, Path file, Optional<String> target) {
}
