package org.fascicle.experiment.config;

/**
 * A mistake in what was written.
 *
 * @param path where in the experiment, such as {@code model.0.dense.units}; empty for the file as a whole
 * @param location where in the text
 * @param found what stands there
 * @param expected what should
 * @param hint what to do: the nearest name, the options there are, the bundle to install; or empty
 */
public record Problem(String path, Location location, String found, String expected, String hint) {
    /** In one line: where, what was expected, what was found, what to do. */
    @Override
    public String toString() {
        return location + ": " + (path.isEmpty() ? "" : path + ": ") + "expected " + expected + ", found " + found
                + (hint.isEmpty() ? "" : "; " + hint);
    }
}
