package org.fascicle.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An experiment as it was written.
 *
 * @param source what messages call it: a path, or a name and its bundle
 * @param text YAML or JSON
 * @param overrides changes such as {@code train.epochs=3}, applied in this order
 */
public record ExperimentText(String source, String text, List<String> overrides) {
    public ExperimentText {
        overrides = List.copyOf(overrides);
    }

    /** A text without changes. */
    public ExperimentText(String source, String text) {
        this(source, text, List.of());
    }

    /** The text of a file. */
    public static ExperimentText of(Path file) throws IOException {
        return new ExperimentText(file.toString(), Files.readString(file));
    }

    /** The same with other changes. */
    public ExperimentText with(List<String> changes) {
        return new ExperimentText(source, text, changes);
    }
}
