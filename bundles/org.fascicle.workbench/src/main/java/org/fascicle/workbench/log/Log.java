package org.fascicle.workbench.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a class says aside. Its logger is made when something is said: making the first one of a process reads the
 * configuration of logging, which takes a good part of the start of a command.
 *
 * @param type the class
 */
public record Log(Class<?> type) {
    /** What somebody should know; {@code {}} stands for a value each, and a failure may come last. */
    public void warn(String words, Object... values) {
        logger().warn(words, values);
    }

    /** What goes on. */
    public void info(String words, Object... values) {
        logger().info(words, values);
    }

    /** What helps to find a fault. */
    public void debug(String words, Object... values) {
        logger().debug(words, values);
    }

    private Logger logger() {
        return LoggerFactory.getLogger(type);
    }
}
