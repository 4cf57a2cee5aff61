package org.fascicle.launcher;

import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.logging.Logger;

/** What bundles and libraries say by themselves, through the JDK's logging: warnings and errors, on standard error. */
final class Logging {
    private static final String CONFIGURATION = "java.util.logging.config.file";
    private static final String LEVEL = "FASCICLE_LOG";

    private Logging() { }

    /**
     * Names the configuration, which is read when something is said first, and has more or less said where
     * {@value #LEVEL} asks for it.
     */
    static void configure(Distribution distribution) throws LaunchException {
        if (System.getProperty(CONFIGURATION) == null) {
            System.setProperty(CONFIGURATION, distribution.loggingConfiguration().toString());
        }
        String level = System.getenv(LEVEL);
        if (level != null && !level.isBlank()) {
            try {
                int severity = Level.valueOf(level).getSeverity();
                Logger.getLogger("").setLevel(java.util.logging.Level.parse(String.valueOf(severity)));
            } catch (IllegalArgumentException e) {
                throw new LaunchException(ExitCode.WRONG_REQUEST, LEVEL + " is \"" + level + "\", but there are "
                        + Arrays.toString(Level.values()), e);
            }
        }
    }
}
