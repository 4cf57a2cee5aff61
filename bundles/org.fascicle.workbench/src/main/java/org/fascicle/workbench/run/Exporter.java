package org.fascicle.workbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.experiment.checkpoint.Safetensors;
import org.fascicle.workbench.ExportRequest;
import org.fascicle.workbench.Exported;
import org.fascicle.workbench.RunRequest;
import org.fascicle.workbench.StoredRun;
import org.fascicle.workbench.WorkbenchException;
import org.fascicle.workbench.catalog.Picture;

/** Writes the weights of past runs into files that other tools read. Changes nothing that is kept of a run. */
public final class Exporter {
    /** The version of the form of these files, in their metadata. */
    static final String FORMAT = "fascicle.weights 1";
    private final Preparation preparation;
    private final RunStore store;
    private final String version;

    /**
     * @param preparation reads experiments
     * @param store keeps runs
     * @param version version of Fascicle
     */
    public Exporter(Preparation preparation, RunStore store, String version) {
        this.preparation = preparation;
        this.store = store;
        this.version = version;
    }

    /**
     * Writes a run's weights by path, aside and then into place.
     *
     * @throws WorkbenchException when there is no such run, it has no such weights, or the file cannot be written
     */
    public Exported export(ExportRequest request, Picture picture) throws WorkbenchException {
        StoredRun run = store.require(request.run());
        requireFree(request);
        Experiment experiment = preparation.prepare(RunRequest.of(run.folder().resolve(RunFolder.EXPERIMENT)
                .toString()), picture).experiment();
        Checkpoint checkpoint = KeptWeights.of(run, request.weights(), experiment.train().earlyStopping().wanted());
        String words = KeptWeights.words(checkpoint, experiment.train().average() > 0);
        ModelWeights weights = weights(checkpoint);
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("fascicle", version);
        metadata.put("experiment", experiment.name());
        metadata.put("run", checkpoint.run());
        metadata.put("epoch", String.valueOf(checkpoint.epoch()));
        metadata.put("weights", words);
        try {
            new Safetensors(weights.values(), metadata).write(request.file());
        } catch (IOException e) {
            UnwritableException told = UnwritableException.of(request.file(), e);
            throw new WorkbenchException(WorkbenchException.Kind.FAILED, told.getMessage(), told.remedy(), e);
        }
        return new Exported(request.file(), run.name(), words, weights.values().size(), weights.values().values()
                .stream().mapToLong(tensor -> tensor.elements()).sum());
    }

    private static ModelWeights weights(Checkpoint checkpoint) throws WorkbenchException {
        try {
            return ModelWeights.of(checkpoint);
        } catch (IllegalArgumentException ambiguous) {
            throw new WorkbenchException(WorkbenchException.Kind.FAILED, ambiguous.getMessage(), "", ambiguous);
        }
    }

    private static void requireFree(ExportRequest request) throws WorkbenchException {
        Path file = request.file();
        if (Files.isDirectory(file)) {
            throw WorkbenchException.wrong(file + " is a folder", "name a file in it, such as "
                    + file.resolve("weights.safetensors"));
        }
        if (Files.exists(file) && !request.replace()) {
            throw WorkbenchException.wrong("the file " + file + " exists", "give another name, or replace it with "
                    + "--force");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw WorkbenchException.wrong("there is no folder " + folder + " to write " + file.getFileName() + " into",
                    "make it, or name another");
        }
    }
}
