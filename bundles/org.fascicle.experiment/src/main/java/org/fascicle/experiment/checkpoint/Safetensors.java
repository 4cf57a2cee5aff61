package org.fascicle.experiment.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fascicle.graph.HostTensor;

/**
 * Named tensors as a file in the safetensors format: the length of a header as 8 bytes, the header in JSON, and the
 * values, row-major and little-endian. F32, F64, I32, U8 and BOOL are read and written; F16 and BF16 are read as f32,
 * and I64 where every value is an i32.
 *
 * @param tensors by name, in the order of the header
 * @param metadata free text by name
 */
public record Safetensors(Map<String, HostTensor> tensors, Map<String, String> metadata) {
    public Safetensors {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        if (tensors.containsKey(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException("no tensor can be called " + SafetensorsHeader.METADATA);
        }
    }

    /**
     * Reads a whole file.
     *
     * @throws CorruptFileException when the file is cut off or not in this format, or holds a type unknown here
     */
    public static Safetensors read(Path file) throws IOException {
        return SafetensorsInput.read(file);
    }

    /** Writes it aside and moves it into place. */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, new SafetensorsOutput(this)::writeTo);
    }

    /** The same; a file that was there before is kept under another name. */
    public void write(Path file, Path before) throws IOException {
        AtomicFile.write(file, before, new SafetensorsOutput(this)::writeTo);
    }
}
