package org.fascicle.launcher;

import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * The folder of a distribution.
 *
 * @param root the folder that holds {@code features/}, {@code repository/}, {@code conf/} and {@code lib/}
 */
public record Distribution(Path root) {
    /** The system and framework property that names the folder. */
    public static final String PROPERTY = "fascicle.dist";

    /** {@return the distribution of this process: {@value #PROPERTY}, else the one in whose {@code lib/} this lies} */
    public static Distribution ofProcess() {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return new Distribution(Path.of(named).toAbsolutePath().normalize());
        }
        try {
            Path jar = Path.of(Distribution.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return new Distribution(jar.toAbsolutePath().getParent().getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the launcher lies at no path", e);
        }
    }

    Path features() {
        return root.resolve("features");
    }

    Repository repository() {
        return new Repository(root.resolve("repository"));
    }

    Path loggingConfiguration() {
        return root.resolve("conf").resolve("logback.xml");
    }
}
