package org.fascicle.tests.support;

import java.util.List;

/**
 * How a command ended.
 *
 * @param exitCode its exit code
 * @param out its standard output
 * @param err its standard error
 */
public record Outcome(int exitCode, String out, String err) {

    /** {@return the lines of standard output} */
    public List<String> outLines() {
        return out.lines().toList();
    }

    /** {@return the lines of standard error, without the one that the JVM prints about incubating modules} */
    public List<String> errLines() {
        return err.lines().filter(line -> !line.startsWith("WARNING: Using incubator modules")).toList();
    }
}
