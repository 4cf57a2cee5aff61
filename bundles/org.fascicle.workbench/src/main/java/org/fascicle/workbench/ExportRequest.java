package org.fascicle.workbench;

import java.nio.file.Path;

/**
 * Weights of a past run that somebody wants in a file.
 *
 * @param run name of the run, or its folder
 * @param weights which of its weights
 * @param file where they go, in the safetensors format
 * @param replace whether a file that is there is replaced
 */
public record ExportRequest(String run, UseRequest.Weights weights, Path file, boolean replace) {
}
