package org.fascicle.workbench;

import java.nio.file.Path;

/**
 * Weights that were written.
 *
 * @param file where
 * @param run the run that they are of
 * @param weights what they are, for people
 * @param tensors how many
 * @param values how many numbers all of them hold
 */
public record Exported(Path file, String run, String weights, int tensors, long values) {
}
