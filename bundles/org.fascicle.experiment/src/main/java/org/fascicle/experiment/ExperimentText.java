package org.fascicle.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
    private static final int LONGEST = 1 << 23;

    public ExperimentText {
        overrides = List.copyOf(overrides);
    }

    /** A text without changes. */
    public ExperimentText(String source, String text) {
        this(source, text, List.of());
    }

    /** The text of a file; of a very long one only as much as shows that it is no experiment. */
    public static ExperimentText of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new ExperimentText(file.toString(), new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8));
        }
    }

    /** The same with other changes. */
    public ExperimentText with(List<String> changes) {
        return new ExperimentText(source, text, changes);
    }
}
