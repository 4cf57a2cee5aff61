package org.fascicle.experiment.config;

/**
 * Where something was written.
 *
 * @param source a file, a name of an experiment, or a {@code --set} of the command line
 * @param line from 1; 0 where the source has no lines
 * @param column from 1; 0 where the source has no lines
 */
public record Location(String source, int line, int column) {
    /** A source as a whole. */
    public static Location of(String source) {
        return new Location(source, 0, 0);
    }

    /** Such as {@code digits.yaml:6:19}. */
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
