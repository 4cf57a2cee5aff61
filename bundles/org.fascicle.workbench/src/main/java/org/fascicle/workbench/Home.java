package org.fascicle.workbench;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The user's folder.
 *
 * @param root the folder; it need not exist
 */
public record Home(Path root) {
    /** The framework property that names it. */
    public static final String PROPERTY = "fascicle.home";

    /**
     * The folder that a launcher names, else by the same rule as the launcher's own: {@code $FASCICLE_HOME}, else
     * {@code .fascicle} in {@code $HOME}, else in the home folder that Java knows.
     *
     * @param named the value of {@link #PROPERTY}, if there is one
     * @param environment variables of the process
     * @param userHome the home folder that Java knows
     */
    public static Home of(Optional<String> named, Map<String, String> environment, String userHome) {
        Optional<String> root = named.or(() -> variable(environment, "FASCICLE_HOME"));
        return new Home(root.map(Path::of).orElseGet(() ->
                Path.of(variable(environment, "HOME").orElse(userHome), ".fascicle")).toAbsolutePath().normalize());
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** Where runs are kept. */
    public Path runs() {
        return root.resolve("runs");
    }

    /** Where data is kept. */
    public Path data() {
        return root.resolve("data");
    }

    /** Where plug-ins lie. */
    public Path plugins() {
        return root.resolve("plugins");
    }
}
