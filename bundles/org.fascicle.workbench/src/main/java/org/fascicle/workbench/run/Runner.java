package org.fascicle.workbench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.fascicle.compiler.step.StepGraph;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Variable;
import org.fascicle.data.Splits;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.run.Provenance;
import org.fascicle.experiment.run.RunListener;
import org.fascicle.experiment.run.Status;
import org.fascicle.workbench.RunReport;
import org.fascicle.workbench.RunRequest;
import org.fascicle.workbench.WorkbenchException;
import org.fascicle.workbench.catalog.Picture;

/** Runs experiments, once for each of their seeds. */
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
    public List<RunReport> run(RunRequest request, Picture picture, RunListener listener, Cancellation cancellation)
            throws WorkbenchException {
        Prepared prepared = preparation.prepare(request, picture);
        List<Experiment> runs = prepared.experiment().runs();
        store.requireFree(runs.stream().flatMap(run -> out(request, runs, run).stream()).toList());
        List<RunReport> reports = new ArrayList<>();
        for (Experiment run : runs) {
            RunReport report = run(prepared, run, out(request, runs, run), listener, cancellation, true);
            reports.add(report);
            if (report.record().status() != Status.DONE) {
                break;
            }
        }
        return reports;
    }

    private static Optional<Path> out(RunRequest request, List<Experiment> runs, Experiment run) {
        String name = "seed-" + run.seed() + run.data().fold().map(fold -> "-fold-" + fold).orElse("");
        return runs.size() == 1 ? request.out() : request.out().map(folder -> folder.resolve(name));
    }

    /**
     * Makes a run of weights from a file, without training: in its folder it has the state before its first step. Of
     * an experiment of several seeds it is the run of the first.
     *
     * @param weights that file
     * @throws WorkbenchException when the run cannot begin, or there are several
     */
    public RunReport keep(Path weights, RunRequest request, Picture picture) throws WorkbenchException {
        List<String> changes = new ArrayList<>(request.changes());
        changes.add("seeds=1");
        changes.add("train.initialWeights=" + weights.toAbsolutePath().normalize());
        Prepared prepared = preparation.prepare(request.with(changes), picture);
        List<Experiment> runs = prepared.experiment().runs();
        if (runs.size() > 1) {
            throw WorkbenchException.wrong(prepared.text().source() + " asks for " + runs.size() + " runs, and a file "
                    + "of weights makes one", "name a fold, such as --set data.fold=1");
        }
        store.requireFree(request.out().stream().toList());
        return run(prepared, runs.getFirst(), request.out(), event -> { }, new Cancellation(), false);
    }

    private RunReport run(Prepared prepared, Experiment experiment, Optional<Path> out, RunListener listener,
            Cancellation cancellation, boolean trained) throws WorkbenchException {
        Splits splits = preparation.open(prepared, experiment.seed());
        Parts parts = preparation.parts(prepared, splits, experiment);
        Task task = preparation.task(prepared, parts);
        int batch = experiment.data().batchOf(parts.train().size());
        StepGraph step = preparation.trace(prepared, task, batch);
        List<Variable> variables = preparation.variables(prepared, task, step, batch);
        preparation.requireMemory(prepared, task, step, variables, batch);
        Origin origin = new Origin(Optional.empty(), preparation.first(prepared, variables, experiment.seed()));
        Optional<String> yaml = Optional.of(prepared.reader().write(experiment));
        Provenance provenance = provenance(prepared, experiment, splits);
        try (RunFolder folder = out.isPresent() ? store.createAt(out.get()) : store.create(experiment.name())) {
            Run run = new Run(folder, experiment, yaml, task, parts, prepared, provenance, listener, origin);
            return trained ? run.execute(cancellation) : run.keep(variables);
        } catch (IOException e) {
            throw new WorkbenchException(WorkbenchException.Kind.FAILED, "the run's folder cannot be closed: " + e, "",
                    e);
        }
    }

    private Provenance provenance(Prepared prepared, Experiment experiment, Splits splits) {
        List<Provenance.Used> used = prepared.reader().used(experiment).stream()
                .map(contribution -> new Provenance.Used(contribution.kind().word(), contribution.name(),
                        contribution.version(), contribution.bundle())).toList();
        BackendChoice backend = prepared.backend();
        return new Provenance(version, bundles.get(), used, splits.fingerprint().sha256(), experiment.seed(),
                backend.name(), backend.device().name() + ": " + backend.device().description(),
                prepared.limits().threads(), Provenance.currentJvm(), Provenance.currentSystem());
    }
}
