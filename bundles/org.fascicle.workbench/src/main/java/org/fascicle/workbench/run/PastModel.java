package org.fascicle.workbench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ObjIntConsumer;
import org.fascicle.backend.Session;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.Task;
import org.fascicle.data.Feature;
import org.fascicle.data.Fit;
import org.fascicle.data.Split;
import org.fascicle.data.Splits;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.experiment.run.FitFile;
import org.fascicle.experiment.run.Signature;
import org.fascicle.graph.HostTensor;
import org.fascicle.workbench.RunRequest;
import org.fascicle.workbench.StoredRun;
import org.fascicle.workbench.UseRequest;
import org.fascicle.workbench.WorkbenchException;
import org.fascicle.workbench.catalog.Picture;

/**
 * The model of a run, with some of its weights. All of it stands in the folder of the run; the data that it learned
 * from is opened where somebody asks for that data's own examples, and has to be the same then.
 *
 * @param run its run
 * @param prepared its experiment, with a backend
 * @param signature what it reads and tells
 * @param fit what its examples go by; none where they go by nothing
 * @param parts the examples of its run; none where nobody asked for them
 * @param task what it learned
 * @param values its weights, by key
 * @param words which weights they are
 */
record PastModel(StoredRun run, Prepared prepared, Signature signature, Optional<Fit> fit, Optional<Parts> parts,
        Task task, Map<String, HostTensor> values, String words) {
    /**
     * The model that a request names.
     *
     * @throws WorkbenchException when there is no such run, or it has no such weights, or its data is not what it was
     */
    static PastModel of(UseRequest request, Preparation preparation, RunStore store, Picture picture)
            throws WorkbenchException {
        StoredRun run = store.require(request.run());
        Prepared prepared = preparation.prepare(new RunRequest(run.folder().resolve(RunFolder.EXPERIMENT).toString(),
                List.of(), request.data(), request.backend(), OptionalLong.empty(), request.threads(),
                request.memory(), Optional.empty(), false), picture);
        Experiment experiment = prepared.experiment();
        Checkpoint checkpoint = KeptWeights.of(run, request.weights(), experiment.train().earlyStopping().wanted());
        Path kept = run.folder().resolve(RunFolder.SIGNATURE);
        try {
            Optional<Parts> parts = request.file().isPresent() && Files.exists(kept) ? Optional.empty()
                    : Optional.of(parts(run, prepared, preparation));
            Signature signature = Files.exists(kept) ? Signature.read(kept)
                    : new Signature(parts.orElseThrow().train().features(),
                            Balance.weights(experiment, parts.get().train()), Optional.empty());
            Path fit = run.folder().resolve(RunFolder.FIT);
            Task task = preparation.task(prepared, signature.features(), signature.classWeights());
            int batch = experiment.data().batch();
            CheckpointFit.require(checkpoint, run.name(), run.folder(),
                    preparation.variables(prepared, task, preparation.trace(prepared, task, batch), batch));
            boolean average = experiment.train().average() > 0;
            return new PastModel(run, prepared, signature, Files.exists(fit) ? Optional.of(FitFile.read(fit))
                    : Optional.empty(), parts, task, average ? Averaged.weights(checkpoint.tensors())
                    : checkpoint.tensors(), KeptWeights.words(checkpoint, average));
        } catch (IOException e) {
            throw new WorkbenchException(WorkbenchException.Kind.FAILED, e.getMessage(), "", e);
        }
    }

    /** The examples of the run, divided again as they were. */
    private static Parts parts(StoredRun run, Prepared prepared, Preparation preparation) throws WorkbenchException {
        Experiment experiment = prepared.experiment();
        Splits splits = preparation.open(prepared, experiment.seed());
        String now = splits.fingerprint().sha256();
        Optional<String> then = run.record().map(record -> record.provenance().data());
        if (then.isPresent() && !then.get().equals(now)) {
            throw WorkbenchException.missing("the data is not that which the run " + run.name() + " learned from: its "
                    + "SHA-256 was " + then.get() + ", and is " + now, "name the folder of that data with --data, or "
                    + "give a file of examples behind the run");
        }
        return preparation.parts(prepared, splits, experiment);
    }

    /** What an example has under a name. */
    Feature feature(String name) throws WorkbenchException {
        return signature.features().stream().filter(feature -> feature.name().equals(name)).findFirst()
                .orElseThrow(() -> WorkbenchException.wrong("the data of this run has no feature " + name, ""));
    }

    /** Examples that are asked about at once. */
    int batch() {
        return prepared.experiment().data().batch();
    }

    /** A session of its backend. */
    Session open() {
        return prepared.backend().backend().open(prepared.backend().device(), prepared.limits());
    }

    /**
     * It on a device, with its weights; what it does not use of them is left out.
     *
     * @param examples what it is going to be asked about
     * @param preparation makes it ready for a size of batch, so that it knows which weights it uses
     */
    Learner learner(Session session, Split examples, ObjIntConsumer<Learner> preparation) throws WorkbenchException {
        Learner learner = new Learner(task, prepared.backend().backend(), session, prepared.experiment().seed());
        preparation.accept(learner, Math.min(batch(), examples.size()));
        Map<String, HostTensor> used = new LinkedHashMap<>();
        learner.variables().forEach(variable -> Optional.ofNullable(values.get(variable.key()))
                .ifPresent(value -> used.put(variable.key(), value)));
        try {
            learner.restore(used, 0);
        } catch (IllegalArgumentException e) {
            throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST, "the weights of the run "
                    + run.name() + " do not fit its " + RunFolder.EXPERIMENT + ": " + e.getMessage(),
                    "restore the folder of the run as it was left", e);
        }
        return learner;
    }
}
