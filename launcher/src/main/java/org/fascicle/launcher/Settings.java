package org.fascicle.launcher;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * What one start of the workbench depends on.
 *
 * @param distribution whose features are read and whose bundles are started
 * @param home the user's folder
 * @param feature the feature to start, with all that it includes
 * @param frameworkProperties what is handed to the framework beside the launcher's own properties
 * @param debug whether messages carry stack traces and the framework's own log
 * @param messages where the launcher speaks; never where commands print their results
 */
public record Settings(Distribution distribution, Home home, String feature, Map<String, String> frameworkProperties,
        boolean debug, PrintStream messages) {
    /** The system property that names the feature to start; without it, {@value #WHOLE}. */
    public static final String FEATURE_PROPERTY = "fascicle.feature";

    private static final String WHOLE = "complete";

    /** Copies what could change. */
    public Settings {
        frameworkProperties = Map.copyOf(frameworkProperties);
    }

    /**
     * {@return the settings of this process}
     *
     * @param arguments the command line, of which only {@code --debug} matters here
     */
    public static Settings ofProcess(List<String> arguments) {
        return new Settings(Distribution.ofProcess(), Home.ofProcess(), System.getProperty(FEATURE_PROPERTY, WHOLE),
                Map.of(), arguments.contains("--debug"), System.err);
    }

    /**
     * Tells the user something in one line, with the stack trace beneath it only where debugging was asked for.
     *
     * @param line what happened and what to do
     * @param cause where it comes from
     */
    void tell(String line, Throwable cause) {
        messages.println("fascicle: " + line);
        if (debug && cause != null) {
            cause.printStackTrace(messages);
        }
        messages.flush();
    }
}
