package org.fascicle.launcher;

import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What libraries may say by themselves: warnings and errors, on standard error. */
final class Logging {
    private Logging() { }

    /**
     * Tells SLF4J that Logback writes, hands Logback its configuration, without which it tells everything, and lowers
     * the voice of the JDK's logging. What the process was given is left as it is.
     */
    static void configure(Distribution distribution) {
        Logger.getLogger("").setLevel(Level.WARNING);
        properties(distribution.loggingConfiguration()).forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }

    private static Map<String, String> properties(Path configuration) {
        return Map.of(
                "logback.configurationFile", configuration.toString(),
                // Named, it needs no search across bundles; SLF4J would say on standard error that it was named.
                "slf4j.provider", "ch.qos.logback.classic.spi.LogbackServiceProvider",
                "slf4j.internal.verbosity", "WARN");
    }
}
