package org.fascicle.launcher;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What libraries may say by themselves: warnings and errors, on standard error. */
final class Logging {
    private static final String LOGBACK = "logback.configurationFile";

    private Logging() { }

    /**
     * Hands Logback its configuration, without which it tells everything, and lowers the voice of the JDK's logging.
     */
    static void configure(Distribution distribution) {
        Logger.getLogger("").setLevel(Level.WARNING);
        if (System.getProperty(LOGBACK) == null) {
            System.setProperty(LOGBACK, distribution.loggingConfiguration().toString());
        }
    }
}
