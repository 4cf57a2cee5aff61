package org.fascicle.workbench;

import java.nio.file.Path;

/**
 * The user's folder.
 *
 * @param root the folder; it need not exist
 */
public record Home(Path root) {
    /** The framework property that names it. */
    public static final String PROPERTY = "fascicle.home";

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
