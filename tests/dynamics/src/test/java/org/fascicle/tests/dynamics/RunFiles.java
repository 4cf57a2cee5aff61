package org.fascicle.tests.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.graph.HostTensor;

/**
 * What a run has left.
 *
 * @param folder its folder
 */
record RunFiles(Path folder) {
    Path file(String name) {
        return folder.resolve(name);
    }

    String text(String name) throws IOException {
        return Files.readString(file(name));
    }

    Checkpoint checkpoint() throws IOException {
        return Checkpoint.read(file("checkpoint.safetensors"));
    }

    /** Its weights and all that goes with them. */
    Map<String, HostTensor> values() throws IOException {
        return checkpoint().tensors();
    }

    /** The figures of each epoch, without times. */
    List<String> figures() throws IOException {
        return Files.readAllLines(file("metrics.jsonl")).stream()
                .map(line -> line.replaceAll("\"(seconds|examplesPerSecond)\":[^,]*,", "")).toList();
    }

    /** That another run has the same figures and the same weights, to the last bit. */
    void assertSame(RunFiles other) throws IOException {
        assertEquals(figures(), other.figures());
        assertEquals(values(), other.values());
        assertEquals(checkpoint().step(), other.checkpoint().step());
    }
}
