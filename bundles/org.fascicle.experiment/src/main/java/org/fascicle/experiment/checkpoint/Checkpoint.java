package org.fascicle.experiment.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fascicle.graph.HostTensor;

/**
 * A run between two steps: everything that it needs to go on. As a file it is a {@link Safetensors} whose metadata hold
 * the numbers, so that other tools can open it.
 *
 * @param run name of the run
 * @param seed its seed
 * @param epoch epochs done
 * @param step steps done
 * @param position examples of the epoch in work that are done; 0 between two epochs
 * @param tensors parameters, states and what the optimizer keeps, by key; in the midst of an epoch also the sums of its
 *        figures so far
 */
public record Checkpoint(String run, long seed, int epoch, long step, long position, Map<String, HostTensor> tensors) {
    /** The version of this form that is written; a later one is refused. */
    public static final int FORMAT = 1;
    private static final String FORMAT_KEY = "fascicle.checkpoint";
    private static final String SUM_KEY = "crc32c";

    public Checkpoint {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /** Whether a file that was read says that it is a checkpoint. */
    public static boolean is(Safetensors content) {
        return content.metadata().containsKey(FORMAT_KEY);
    }

    /**
     * Reads a checkpoint.
     *
     * @throws CorruptFileException when the file is cut off, corrupt, of a later version, or no checkpoint at all
     */
    public static Checkpoint read(Path file) throws IOException {
        Safetensors content = Safetensors.read(file);
        Map<String, String> metadata = content.metadata();
        if (number(file, metadata, FORMAT_KEY) > FORMAT) {
            throw new CorruptFileException(file, "a checkpoint in version " + metadata.get(FORMAT_KEY)
                    + ", and this Fascicle reads " + FORMAT, "use the Fascicle that wrote it, or a newer one");
        }
        if (metadata.containsKey(SUM_KEY) && !metadata.get(SUM_KEY).equals(ValueSum.of(content.tensors()))) {
            throw new CorruptFileException(file, "corrupt: its values are not those that were written",
                    "take another checkpoint");
        }
        return new Checkpoint(text(file, metadata, "run"), number(file, metadata, "seed"),
                (int) number(file, metadata, "epoch"), number(file, metadata, "step"),
                number(file, metadata, "position"), content.tensors());
    }

    /** Writes it aside and moves it into place. */
    public void write(Path file) throws IOException {
        content().write(file);
    }

    /** The same; a checkpoint that was there before is kept under another name. */
    public void write(Path file, Path before) throws IOException {
        content().write(file, before);
    }

    /** Writes it aside and moves it into place, with a few words more in its metadata. */
    public void write(Path file, Map<String, String> words) throws IOException {
        Safetensors content = content();
        Map<String, String> metadata = new LinkedHashMap<>(words);
        metadata.putAll(content.metadata());
        new Safetensors(content.tensors(), metadata).write(file);
    }

    private Safetensors content() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(FORMAT_KEY, String.valueOf(FORMAT));
        metadata.put("run", run);
        metadata.put("seed", String.valueOf(seed));
        metadata.put("epoch", String.valueOf(epoch));
        metadata.put("step", String.valueOf(step));
        metadata.put("position", String.valueOf(position));
        metadata.put(SUM_KEY, ValueSum.of(tensors));
        return new Safetensors(tensors, metadata);
    }

    private static String text(Path file, Map<String, String> metadata, String key) throws IOException {
        if (!metadata.containsKey(key)) {
            throw new CorruptFileException(file, "no checkpoint: its metadata have no " + key,
                    "name a checkpoint that Fascicle wrote");
        }
        return metadata.get(key);
    }

    private static long number(Path file, Map<String, String> metadata, String key) throws IOException {
        try {
            return Long.parseLong(text(file, metadata, key));
        } catch (NumberFormatException corrupt) {
            throw new CorruptFileException(file, "corrupt: its metadata say " + metadata.get(key) + " for " + key,
                    "take another checkpoint");
        }
    }
}
