package org.fascicle.workbench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.fascicle.compiler.step.StepGraph;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Variable;
import org.fascicle.data.Splits;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.experiment.run.Provenance;
import org.fascicle.experiment.run.Provenance.BundleVersion;
import org.fascicle.experiment.run.RunListener;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.experiment.run.Status;
import org.fascicle.workbench.ResumeRequest;
import org.fascicle.workbench.RunReport;
import org.fascicle.workbench.RunRequest;
import org.fascicle.workbench.StoredRun;
import org.fascicle.workbench.WorkbenchException;
import org.fascicle.workbench.catalog.Picture;

/**
 * Goes on with runs that were broken off. Before anything of what is kept changes, it makes sure that the run is the
 * same: its contributions are there, its data has the same sum, its checkpoint fits its model. Other versions of the
 * bundles are no hindrance, but noted.
 */
public final class Resumer {
    private final Preparation preparation;
    private final RunStore store;
    private final Supplier<List<BundleVersion>> bundles;

    /**
     * @param preparation turns requests into things
     * @param store keeps runs
     * @param bundles everything that is installed
     */
    public Resumer(Preparation preparation, RunStore store, Supplier<List<BundleVersion>> bundles) {
        this.preparation = preparation;
        this.store = store;
        this.bundles = bundles;
    }

    /**
     * Goes on with a run, to its end.
     *
     * @throws WorkbenchException when it cannot go on
     */
    public RunReport resume(ResumeRequest request, Picture picture, RunListener listener, Cancellation cancellation)
            throws WorkbenchException {
        StoredRun run = store.require(request.run());
        requireMore(request, run);
        Past past = Past.of(run);
        requireEpochs(request, past);
        requirePresent(past.record(), picture);
        Prepared prepared = preparation.prepare(request(request, past), picture);
        Experiment experiment = prepared.experiment();
        Splits splits = preparation.open(prepared, experiment.seed());
        requireSameData(past.record(), splits);
        Parts parts = preparation.parts(prepared, splits, experiment);
        Task task = preparation.task(prepared, parts);
        int samples = experiment.data().samplesOf(parts.train().size());
        int batch = experiment.data().batchOf(parts.train().size());
        StepGraph step = preparation.trace(prepared, task, batch);
        List<Variable> variables = preparation.variables(prepared, task, step, batch);
        requireFit(past, variables, samples);
        requireState(past, experiment);
        preparation.requireMemory(prepared, task, step, variables, batch);
        Provenance provenance = past.record().provenance().withDataFolder(
                prepared.files().folder().map(Path::toString).orElse(""));
        Past known = past.with(changes(prepared, provenance));
        Optional<String> yaml = request.epochs().isPresent() ? Optional.of(prepared.reader().write(experiment))
                : Optional.empty();
        try (RunFolder folder = store.reopen(known)) {
            RunReport report = new Run(folder, experiment, yaml, task, parts, prepared, provenance, listener,
                    Origin.of(known)).execute(cancellation);
            SetFolder.refresh(folder.path());
            return report;
        } catch (IOException e) {
            throw new WorkbenchException(WorkbenchException.Kind.FAILED, "the run's folder cannot be closed: " + e, "",
                    e);
        }
    }

    private static RunRequest request(ResumeRequest request, Past past) {
        List<String> changes = new ArrayList<>();
        request.epochs().ifPresent(epochs -> changes.add("train.epochs=" + epochs));
        return new RunRequest(past.folder().resolve(RunFolder.EXPERIMENT).toString(), changes, request.data(),
                request.backend().or(() -> Optional.of(past.record().provenance().backend())), OptionalLong.empty(),
                request.threads(), request.memory(), Optional.empty(), request.profile());
    }

    private static void requireEpochs(ResumeRequest request, Past past) throws WorkbenchException {
        String run = past.record().run();
        int done = past.epochs().size();
        if (request.epochs().isPresent() && request.epochs().getAsInt() <= done) {
            throw WorkbenchException.wrong("--epochs " + request.epochs().getAsInt() + " asks for no more than the run "
                    + run + " has: " + done, "give the number of epochs that it is to have in all, such as --epochs "
                    + 2 * done);
        }
    }

    /** Of a run that is done nothing is looked at, if no more was asked for. */
    private static void requireMore(ResumeRequest request, StoredRun run) throws WorkbenchException {
        Optional<RunRecord> done = run.record().filter(record -> record.status() == Status.DONE);
        if (request.epochs().isEmpty() && done.isPresent()) {
            int epochs = done.get().epochs();
            throw WorkbenchException.wrong("the run " + done.get().run() + " is done: it has its " + epochs
                    + (epochs == 1 ? " epoch" : " epochs"), "train it longer with --epochs, such as --epochs "
                    + 2 * epochs + ", or begin anew: fascicle run " + run.folder().resolve(RunFolder.EXPERIMENT));
        }
    }

    /** Everything that the experiment named must be there under its name. */
    static void requirePresent(RunRecord record, Picture picture) throws WorkbenchException {
        List<String> missing = record.provenance().contributions().stream()
                .filter(used -> Kind.of(used.kind()).flatMap(kind -> picture.find(kind, used.name())).isEmpty())
                .map(used -> "the " + used.kind() + " " + used.name() + ", which the bundle " + used.bundle() + " "
                        + used.version() + " brought").toList();
        if (!missing.isEmpty()) {
            throw WorkbenchException.missing("the run " + record.run() + " needs what is not here: "
                    + String.join("; ", missing), "put the bundle back among the plug-ins; \"fascicle doctor\" tells "
                    + "why one that lies there does not work");
        }
    }

    /** The data must be that which a run learned from. */
    static void requireSameData(RunRecord record, Splits splits) throws WorkbenchException {
        String before = record.provenance().data();
        if (!splits.fingerprint().sha256().equals(before)) {
            throw WorkbenchException.missing("the data is not that which the run " + record.run()
                    + " learned from: its SHA-256 was " + before + ", and is " + splits.fingerprint().sha256(),
                    "name the folder of that data with --data");
        }
    }

    /** The values must be those of the model's variables, and their moment one of an epoch of this data. */
    private static void requireFit(Past past, List<Variable> all, int examples) throws WorkbenchException {
        if (past.checkpoint().isEmpty()) {
            return;
        }
        Checkpoint checkpoint = past.checkpoint().get();
        CheckpointFit.require(checkpoint, past.record().run(), past.folder(), all);
        if (checkpoint.position() > examples) {
            throw WorkbenchException.wrong("the checkpoint of the run " + past.record().run() + " is at example "
                    + checkpoint.position() + " of an epoch of " + examples, CheckpointFit.remedy(past.folder()));
        }
    }

    /** A run that began with weights of a file has kept them, and goes on with no others. */
    private static void requireState(Past past, Experiment experiment) throws WorkbenchException {
        Optional<String> weights = experiment.train().initialWeights();
        if (weights.isPresent() && past.checkpoint().isEmpty()) {
            throw WorkbenchException.missing("the run " + past.record().run() + " began with the weights of "
                    + weights.get() + ", and there is no " + RunFolder.CHECKPOINT + " in " + past.folder(),
                    "restore the file, or begin anew: fascicle run " + past.folder().resolve(RunFolder.EXPERIMENT));
        }
    }

    /** What is not as it was: it may change figures, so it is told. */
    private List<String> changes(Prepared prepared, Provenance provenance) {
        List<String> changes = new ArrayList<>();
        if (!prepared.backend().name().equals(provenance.backend())) {
            changes.add("the backend was " + provenance.backend() + " and is " + prepared.backend().name());
        }
        Map<String, List<BundleVersion>> now = bundles.get().stream()
                .collect(Collectors.groupingBy(BundleVersion::name, TreeMap::new, Collectors.toList()));
        List<String> others = provenance.bundles().stream()
                .filter(before -> !now.getOrDefault(before.name(), List.of(before)).contains(before))
                .map(before -> change(before, now.get(before.name()).getLast())).toList();
        if (!others.isEmpty()) {
            changes.add("bundles are not those that it began with, so figures may differ from those of an unbroken "
                    + "run: " + String.join(", ", others));
        }
        return changes;
    }

    private static String change(BundleVersion before, BundleVersion now) {
        return before.name() + " " + before.version() + (before.version().equals(now.version()) ? " in another build"
                : " is " + now.version());
    }
}
