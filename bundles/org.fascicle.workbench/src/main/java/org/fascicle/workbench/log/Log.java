package org.fascicle.workbench.log;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * What a class says aside. Its logger is made when something is said: making the first one of a process reads the
 * configuration of logging, which takes a good part of the start of a command.
 *
 * @param type the class
 */
public record Log(Class<?> type) {
    /** What somebody should know. */
    public void warn(String words) {
        logger().log(Level.WARNING, words);
    }

    /** What goes on. */
    public void info(String words) {
        logger().log(Level.INFO, words);
    }

    /** What helps to find a fault. */
    public void debug(String words, Throwable failure) {
        logger().log(Level.DEBUG, words, failure);
    }

    private Logger logger() {
        return System.getLogger(type.getName());
    }
}
