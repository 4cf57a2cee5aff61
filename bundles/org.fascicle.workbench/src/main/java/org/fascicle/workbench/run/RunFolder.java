package org.fascicle.workbench.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.fascicle.data.Fit;
import org.fascicle.experiment.checkpoint.AtomicFile;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.experiment.run.EventJson;
import org.fascicle.experiment.run.FitFile;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunProfile;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.experiment.run.Signature;

/**
 * The folder of one run. What stands in it is whole at any moment: files are written aside and moved into place, and
 * metrics grow by a line an epoch.
 */
public final class RunFolder implements Journal, AutoCloseable {
    static final String RECORD = "run.json";
    static final String EXPERIMENT = "experiment.yaml";
    /** What the values of the examples went by: a prediction has to see its examples in the same way. */
    public static final String FIT = "fit.json";
    /** What its model reads and tells. */
    static final String SIGNATURE = "signature.json";
    static final String PROFILE = "profile.json";
    static final String METRICS = "metrics.jsonl";
    /** The newest state. */
    static final String CHECKPOINT = "checkpoint.safetensors";
    /** The state before that, for the case that the newest cannot be read. */
    static final String CHECKPOINT_BEFORE = "checkpoint-before.safetensors";
    /** The state at the end of the best epoch. */
    static final String BEST = "best.safetensors";
    /** A newest state that could not be read when the run was resumed. */
    static final String CHECKPOINT_UNREADABLE = "checkpoint-unreadable.safetensors";

    private final Path path;
    private final EventJson json = new EventJson();
    private final FileChannel metrics;

    private RunFolder(Path path, FileChannel metrics) {
        this.path = path;
        this.metrics = metrics;
    }

    /**
     * Begins to write into a folder that exists, or goes on to. While it is open no other run can open it.
     *
     * @throws AtWorkException when a run writes into it
     */
    static RunFolder open(Path path) throws IOException {
        FileChannel metrics = FileChannel.open(path.resolve(METRICS), StandardOpenOption.CREATE,
                StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(path, metrics);
            metrics.position(metrics.size());
            return new RunFolder(path, metrics);
        } catch (IOException | RuntimeException e) {
            metrics.close();
            throw e;
        }
    }

    /** Locks a byte beyond the end, so that everybody may read; the system takes the lock from a process that ends. */
    private static void lock(Path path, FileChannel metrics) throws AtWorkException {
        boolean locked;
        try {
            locked = metrics.tryLock(Long.MAX_VALUE - 1, 1, false) != null;
        } catch (OverlappingFileLockException inThisProcess) {
            locked = false;
        } catch (IOException unsupported) {
            // Some file systems know no locks; a run is not refused for that.
            locked = true;
        }
        if (!locked) {
            throw new AtWorkException(path);
        }
    }

    /** A run writes into the folder. */
    static final class AtWorkException extends IOException {
        private static final long serialVersionUID = 1L;

        AtWorkException(Path path) {
            super("a run is at work in " + path);
        }
    }

    /**
     * Goes back to where the run was broken off: what came after that moment is removed, since it will come again.
     *
     * @param epochs epochs whose lines stay
     * @param fallback whether the newest checkpoint is put out of the way of the one before it
     */
    void goBack(int epochs, boolean fallback) throws IOException {
        if (fallback) {
            Files.move(path.resolve(CHECKPOINT), path.resolve(CHECKPOINT_UNREADABLE),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.move(path.resolve(CHECKPOINT_BEFORE), path.resolve(CHECKPOINT));
        }
        for (String file : List.of(RECORD, EXPERIMENT, CHECKPOINT, BEST)) {
            Files.deleteIfExists(AtomicFile.aside(path.resolve(file)));
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) metrics.size());
        while (bytes.hasRemaining() && metrics.read(bytes, bytes.position()) >= 0) {
            continue;
        }
        bytes.flip();
        for (int lines = 0; bytes.hasRemaining() && lines < epochs;) {
            lines += bytes.get() == '\n' ? 1 : 0;
        }
        metrics.truncate(bytes.position());
        metrics.position(bytes.position());
    }

    private static void drain(ByteBuffer bytes, FileChannel channel) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** The name of the run. */
    public String name() {
        return path.getFileName().toString();
    }

    /** Keeps the experiment with every default spelled out. */
    void experiment(String yaml) throws IOException {
        keep(EXPERIMENT, file -> text(file, yaml));
    }

    /** Keeps something for people to read. */
    void text(String file, List<String> lines) throws IOException {
        keep(file, to -> text(to, String.join("\n", lines) + "\n"));
    }

    static void text(Path file, String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        AtomicFile.write(file, channel -> drain(bytes, channel));
    }

    /** What writes one of the files. */
    @FunctionalInterface
    private interface Writing {
        void to(Path file) throws IOException;
    }

    private void keep(String name, Writing writing) throws UnwritableException {
        Path file = path.resolve(name);
        try {
            writing.to(file);
        } catch (IOException e) {
            throw UnwritableException.of(file, e);
        }
    }

    /** Keeps what the training examples taught before training. */
    void fit(Fit fit) throws IOException {
        keep(FIT, file -> FitFile.write(fit, file));
    }

    /** Keeps what the model reads and tells. */
    void signature(Signature signature) throws IOException {
        keep(SIGNATURE, signature::write);
    }

    /** Keeps how far the run is. */
    void record(RunRecord record) throws IOException {
        keep(RECORD, record::write);
    }

    /** Keeps where the time went. */
    void profile(RunProfile profile) throws IOException {
        keep(PROFILE, profile::write);
    }

    @Override
    public void epoch(RunEvent.Epoch epoch) throws IOException {
        keep(METRICS, _ -> drain(StandardCharsets.UTF_8.encode(json.write(epoch) + "\n"), metrics));
    }

    @Override
    public void checkpoint(Checkpoint checkpoint) throws IOException {
        // A state is of use only with the lines of the epochs before it.
        keep(METRICS, _ -> metrics.force(false));
        keep(CHECKPOINT, file -> checkpoint.write(file, path.resolve(CHECKPOINT_BEFORE)));
    }

    @Override
    public void best(Checkpoint checkpoint, Map<String, String> words) throws IOException {
        keep(METRICS, _ -> metrics.force(false));
        keep(BEST, file -> checkpoint.write(file, words));
    }

    @Override
    public Checkpoint best() throws IOException {
        return Checkpoint.read(path.resolve(BEST));
    }

    /** Whether the run can be gone on with: what it is stands there. */
    boolean isResumable() {
        return Files.exists(path.resolve(RECORD)) && Files.exists(path.resolve(EXPERIMENT));
    }

    /** The run is done: what was kept for the case of a crash is of no more use. */
    void done() throws IOException {
        Files.deleteIfExists(path.resolve(CHECKPOINT_BEFORE));
    }

    @Override
    public void close() throws IOException {
        metrics.close();
    }
}
