package org.fascicle.workbench.run;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.fascicle.experiment.checkpoint.AtomicFile;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.experiment.run.EventJson;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunProfile;
import org.fascicle.experiment.run.RunRecord;

/**
 * The folder of one run. What stands in it is whole at any moment: files are written aside and moved into place, and
 * metrics grow by a line an epoch.
 */
public final class RunFolder implements Journal, AutoCloseable {
    static final String RECORD = "run.json";
    static final String EXPERIMENT = "experiment.yaml";
    static final String PROFILE = "profile.json";
    static final String METRICS = "metrics.jsonl";
    static final String CHECKPOINT = "checkpoint.safetensors";

    private final Path path;
    private final EventJson json = new EventJson();
    private final BufferedWriter metrics;

    private RunFolder(Path path, BufferedWriter metrics) {
        this.path = path;
        this.metrics = metrics;
    }

    /** Begins to write into a folder that exists. */
    static RunFolder open(Path path) throws IOException {
        return new RunFolder(path, Files.newBufferedWriter(path.resolve(METRICS), StandardOpenOption.CREATE,
                StandardOpenOption.APPEND));
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
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(yaml);
        AtomicFile.write(path.resolve(EXPERIMENT), channel -> {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        });
    }

    /** Keeps how far the run is. */
    void record(RunRecord record) throws IOException {
        record.write(path.resolve(RECORD));
    }

    /** Keeps where the time went. */
    void profile(RunProfile profile) throws IOException {
        profile.write(path.resolve(PROFILE));
    }

    @Override
    public void epoch(RunEvent.Epoch epoch) throws IOException {
        metrics.write(json.write(epoch));
        metrics.newLine();
        metrics.flush();
    }

    @Override
    public void checkpoint(Checkpoint checkpoint) throws IOException {
        checkpoint.write(path.resolve(CHECKPOINT));
    }

    @Override
    public void close() throws IOException {
        metrics.close();
    }
}
