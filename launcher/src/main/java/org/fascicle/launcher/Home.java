package org.fascicle.launcher;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The user's folder: plug-ins, runs, data, caches.
 *
 * @param root the folder; it need not exist
 */
public record Home(Path root) {
    /** The framework property that names the folder to bundles. */
    public static final String PROPERTY = "fascicle.home";

    /**
     * {@return the home of this process: {@code $FASCICLE_HOME}, else {@code .fascicle} in {@code $HOME}, else in the
     * home folder that Java knows}
     */
    public static Home ofProcess() {
        Path root = environment("FASCICLE_HOME").map(Path::of).orElseGet(() ->
                Path.of(environment("HOME").orElseGet(() -> System.getProperty("user.home")), ".fascicle"));
        return new Home(root.toAbsolutePath().normalize());
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    Path plugins() {
        return root.resolve("plugins");
    }

    Path bundleCaches() {
        return root.resolve("cache").resolve("bundles");
    }
}
