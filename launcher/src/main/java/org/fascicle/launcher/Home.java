package org.fascicle.launcher;

import java.nio.file.Path;

/**
 * The user's folder: plug-ins, runs, data, caches.
 *
 * @param root the folder; it need not exist
 */
public record Home(Path root) {
    /** The framework property that names the folder to bundles. */
    public static final String PROPERTY = "fascicle.home";

    /** {@return the home of this process: {@code $FASCICLE_HOME}, else {@code ~/.fascicle}} */
    public static Home ofProcess() {
        String named = System.getenv("FASCICLE_HOME");
        Path root = named == null || named.isBlank() ? Path.of(System.getProperty("user.home"), ".fascicle")
                : Path.of(named);
        return new Home(root.toAbsolutePath().normalize());
    }

    Path plugins() {
        return root.resolve("plugins");
    }

    Path bundleCaches() {
        return root.resolve("cache").resolve("bundles");
    }
}
