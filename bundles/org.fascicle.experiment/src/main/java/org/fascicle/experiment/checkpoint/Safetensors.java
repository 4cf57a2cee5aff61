package org.fascicle.experiment.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fascicle.graph.HostTensor;

/**
 * Named tensors as a file in the safetensors format.
 *
 * @param tensors by name, in the order of the file
 * @param metadata free text by name
 */
public record Safetensors(Map<String, HostTensor> tensors, Map<String, String> metadata) {
    public Safetensors {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** Reads a whole file. */
    public static Safetensors read(Path file) throws IOException {
        throw new UnsupportedOperationException(file.toString());
    }

    /** Writes it aside and moves it into place. */
    public void write(Path file) throws IOException {
        throw new UnsupportedOperationException(file.toString());
    }
}
