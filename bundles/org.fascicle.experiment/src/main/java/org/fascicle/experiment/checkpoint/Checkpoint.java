package org.fascicle.experiment.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fascicle.graph.HostTensor;

/**
 * A run between two steps: everything that it needs to go on.
 *
 * @param run name of the run
 * @param seed its seed
 * @param epoch epochs done
 * @param step steps done
 * @param position examples of the epoch in work that are done
 * @param tensors parameters, states and what the optimizer keeps, by key
 */
public record Checkpoint(String run, long seed, int epoch, long step, long position, Map<String, HostTensor> tensors) {
    public Checkpoint {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /** Reads a checkpoint. */
    public static Checkpoint read(Path file) throws IOException {
        throw new UnsupportedOperationException(file.toString());
    }

    /** Writes it aside and moves it into place. */
    public void write(Path file) throws IOException {
        throw new UnsupportedOperationException(file.toString());
    }
}
