package org.fascicle.workbench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.fascicle.compiler.step.StepGraph;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Variable;
import org.fascicle.data.Splits;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.run.Provenance;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunListener;
import org.fascicle.workbench.RunReport;
import org.fascicle.workbench.RunRequest;
import org.fascicle.workbench.RunsReport;
import org.fascicle.workbench.WorkbenchException;
import org.fascicle.workbench.catalog.Picture;

/** Runs experiments, once for each of their seeds and folds. */
public final class Runner {
    private final Preparation preparation;
    private final RunStore store;
    private final Supplier<List<Provenance.BundleVersion>> bundles;
    private final String version;

    /**
     * @param preparation turns requests into things
     * @param store keeps runs
     * @param bundles everything that is installed
     * @param version version of Fascicle
     */
    public Runner(Preparation preparation, RunStore store, Supplier<List<Provenance.BundleVersion>> bundles,
            String version) {
        this.preparation = preparation;
        this.store = store;
        this.bundles = bundles;
        this.version = version;
    }

    /**
     * Runs.
     *
     * @throws WorkbenchException when the first run cannot begin
     */
    public RunsReport run(RunRequest request, Picture picture, RunListener listener, Cancellation cancellation)
            throws WorkbenchException {
        Prepared prepared = preparation.prepare(request, picture);
        Experiment experiment = prepared.experiment();
        List<Experiment> runs = experiment.runs();
        Optional<Path> out = request.out();
        if (runs.size() == 1) {
            store.requireFree(out.stream().toList());
            return RunsReport.of(ready(prepared, runs.getFirst()).train(place(request, prepared), listener,
                    cancellation));
        }
        store.requireFree(out.stream().flatMap(folder -> Stream.concat(Stream.of(folder), runs.stream()
                .map(run -> folder.resolve(SetFolder.name(run))))).toList());
        Ready first = ready(prepared, runs.getFirst());
        String yaml = prepared.reader().write(experiment);
        SetFolder set = out.isPresent() ? store.createSetAt(out.get(), experiment, yaml)
                : store.createSet(experiment, yaml);
        listener.event(new RunEvent.SetStarted(RunStore.name(set.path()), experiment.name(), experiment.allSeeds(),
                experiment.data().folds().orElse(0), runs.stream().map(SetFolder::name).toList(),
                set.path().toString()));
        return Series.through(set, runs, (run, folder) -> Optional.of((run == first.experiment ? first
                : ready(prepared, run)).train(() -> store.createAt(folder), listener, cancellation)), listener,
                cancellation);
    }

    /**
     * Makes a run of weights from a file, without training: in its folder it has the state before its first step.
     *
     * @param weights that file
     * @throws WorkbenchException when the run cannot begin, or there are several
     */
    public RunReport keep(Path weights, RunRequest request, Picture picture) throws WorkbenchException {
        List<String> changes = new ArrayList<>(request.changes());
        changes.add("train.initialWeights=" + weights.toAbsolutePath().normalize());
        Prepared prepared = preparation.prepare(request.with(changes), picture);
        List<Experiment> runs = prepared.experiment().runs();
        if (runs.size() > 1) {
            int seeds = prepared.experiment().seeds();
            throw WorkbenchException.wrong(prepared.text().source() + " asks for " + runs.size() + " runs, and a file "
                    + "of weights makes one", "ask for one, with" + (seeds > 1 ? " --set seeds=1" : "")
                    + (runs.size() > seeds ? " --set data.fold=1" : ""));
        }
        store.requireFree(request.out().stream().toList());
        return ready(prepared, runs.getFirst()).keep(place(request, prepared));
    }

    private Place place(RunRequest request, Prepared prepared) {
        return () -> request.out().isPresent() ? store.createAt(request.out().get())
                : store.create(prepared.experiment().name());
    }

    /** A run of which everything is known but its folder. */
    Ready ready(Prepared prepared, Experiment experiment) throws WorkbenchException {
        Splits splits = preparation.open(prepared, experiment.seed());
        Parts parts = preparation.parts(prepared, splits, experiment);
        Task task = preparation.task(prepared, parts);
        int batch = experiment.data().batchOf(parts.train().size());
        StepGraph step = preparation.trace(prepared, task, batch);
        List<Variable> variables = preparation.variables(prepared, task, step, batch);
        preparation.requireMemory(prepared, task, step, variables, batch);
        Origin origin = new Origin(Optional.empty(), preparation.first(prepared, variables, experiment.seed()));
        return new Ready(prepared, experiment, parts, task, variables, origin,
                provenance(prepared, experiment, splits));
    }

    /** Where a run finds its folder. */
    @FunctionalInterface
    interface Place {
        /** The folder, made only now that nothing is wrong with the run. */
        RunFolder make() throws WorkbenchException;
    }

    /** Everything that a run needs. */
    record Ready(Prepared prepared, Experiment experiment, Parts parts, Task task, List<Variable> variables,
            Origin origin, Provenance provenance) {
        RunReport train(Place place, RunListener listener, Cancellation cancellation) throws WorkbenchException {
            return at(place, listener, run -> run.execute(cancellation));
        }

        RunReport keep(Place place) throws WorkbenchException {
            return at(place, event -> { }, run -> run.keep(variables));
        }

        private RunReport at(Place place, RunListener listener, Function<Run, RunReport> work)
                throws WorkbenchException {
            Optional<String> yaml = Optional.of(prepared.reader().write(experiment));
            try (RunFolder folder = place.make()) {
                return work.apply(new Run(folder, experiment, yaml, task, parts, prepared, provenance, listener,
                        origin));
            } catch (IOException e) {
                throw new WorkbenchException(WorkbenchException.Kind.FAILED, "the run's folder cannot be closed: " + e,
                        "", e);
            }
        }
    }

    private Provenance provenance(Prepared prepared, Experiment experiment, Splits splits) {
        List<Provenance.Used> used = prepared.reader().used(experiment).stream()
                .map(contribution -> new Provenance.Used(contribution.kind().word(), contribution.name(),
                        contribution.version(), contribution.bundle())).toList();
        BackendChoice backend = prepared.backend();
        return new Provenance(version, bundles.get(), used, splits.fingerprint().sha256(),
                prepared.files().folder().map(Path::toString).orElse(""), experiment.seed(),
                experiment.data().fold().orElse(0), backend.name(), backend.device().name() + ": "
                + backend.device().description(),
                prepared.limits().threads(), Provenance.currentJvm(), Provenance.currentSystem());
    }
}
