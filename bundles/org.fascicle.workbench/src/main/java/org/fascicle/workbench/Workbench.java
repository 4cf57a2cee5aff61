package org.fascicle.workbench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fascicle.data.Draft;
import org.fascicle.experiment.config.Description;
import org.fascicle.experiment.run.RunListener;
import org.osgi.annotation.versioning.ProviderType;

/** Everything that people can ask for. Safe for several threads: runs do not know of each other. */
@ProviderType
public interface Workbench {
    /**
     * Runs an experiment, once for each of its seeds, and returns when it is done. Interrupting the calling thread ends
     * it after the step at work; the report then says so, and its last checkpoint is kept.
     *
     * @param request what to run
     * @param listener who is told; it cannot change or break a run
     * @return a report for each seed and fold, also of runs that failed after they had begun
     * @throws WorkbenchException when nothing could begin: nothing was written then
     */
    RunsReport run(RunRequest request, RunListener listener) throws WorkbenchException;

    /**
     * Goes on with a run that was interrupted, killed or failed, from its last checkpoint to its end, and returns when
     * it is done. Its figures and weights are those that it would have had unbroken. Of several runs of one experiment
     * those that are done are left alone, and those whose turn had not come begin.
     *
     * @param request which run, or which several
     * @param listener who is told; it cannot change or break a run
     * @return how it ended
     * @throws WorkbenchException when it cannot go on: nothing that was kept of it has changed then
     */
    RunsReport resume(ResumeRequest request, RunListener listener) throws WorkbenchException;

    /**
     * Traces the model of an experiment without training it.
     *
     * @throws WorkbenchException with every mistake in the experiment
     */
    ModelReport check(RunRequest request) throws WorkbenchException;

    /**
     * Does all that a run does before its first step: binds, opens the data, traces, plans the memory and, where it is
     * enough, compiles for the device. Trains and writes nothing.
     *
     * @throws WorkbenchException with everything for which the run could not begin
     */
    ModelReport dryRun(RunRequest request) throws WorkbenchException;

    /**
     * Trains an experiment for some batches with a learning rate that grows from one to the next, and keeps nothing of
     * it but a picture. Interrupting the calling thread ends it with what is known by then.
     *
     * @throws WorkbenchException when the experiment is wrong, or its data cannot be read
     */
    RateReport findRate(RateRequest request) throws WorkbenchException;

    /**
     * Contributions and a backend for a program of its own.
     *
     * @param backend a name, or {@code auto} for the best there is
     * @return what is there now, which stays until it is closed
     * @throws WorkbenchException when there is no such backend, or it has no device
     */
    Tools tools(String backend) throws WorkbenchException;

    /**
     * An experiment to begin with on data of one's own. Nothing is written.
     *
     * @throws WorkbenchException when there is no such data, nothing here reads it, or with every mistake in it
     */
    Draft draft(DraftRequest request) throws WorkbenchException;

    /**
     * What the model of a past run says to examples.
     *
     * @throws WorkbenchException when there is no such run, it has no such weights, or the examples are not of its form
     */
    Predictions predict(UseRequest request) throws WorkbenchException;

    /**
     * How good the model of a past run is on examples.
     *
     * @throws WorkbenchException as for predictions; also when the examples lack what is to be told
     */
    Evaluation evaluate(UseRequest request) throws WorkbenchException;

    /**
     * Writes the weights of a past run by path into a file in the safetensors format.
     *
     * @throws WorkbenchException when there is no such run, it has no such weights, the file is there already, or it
     *         cannot be written: what was there before stays then
     */
    Exported exportWeights(ExportRequest request) throws WorkbenchException;

    /**
     * Makes a run of weights in the safetensors format, without a step of training: it can be asked, evaluated, and
     * gone on with.
     *
     * @param weights a file with the model's weights by path
     * @param request the experiment that the model is of, and where the run is kept
     * @throws WorkbenchException when the experiment is wrong, or the weights are not its model's: every difference
     */
    RunReport importWeights(Path weights, RunRequest request) throws WorkbenchException;

    /**
     * What is there.
     *
     * @param kind in the plural, such as {@code layers}, {@code backends}, {@code experiments} or {@code plugins}; or
     *        empty for everything
     * @throws WorkbenchException when there is no such kind
     */
    List<Item> list(String kind) throws WorkbenchException;

    /**
     * The options of a contribution.
     *
     * @throws WorkbenchException when there is no such kind, or nothing of that name
     */
    Description describe(String kind, String name) throws WorkbenchException;

    /** What an experiment file may hold with the contributions that are there, as a JSON Schema (draft 2020-12). */
    String schema();

    /**
     * Takes a plug-in away: from the catalog at once, from the framework when no run uses it any more. Its file stays.
     *
     * @param plugin symbolic name of its bundle
     * @return whether it is gone already
     * @throws WorkbenchException when no plug-in has this name
     */
    boolean uninstall(String plugin) throws WorkbenchException;

    /** What is wrong, or right, about things whose name contains this; about everything where it is empty. */
    List<Finding> doctor(String name);

    /** Past runs that are not one of several, the newest last; also those that cannot be read. */
    List<StoredRun> runs();

    /** Past sets of several runs; also those that cannot be read. */
    List<StoredSet> sets();

    /**
     * A past set of several runs.
     *
     * @param name its name, or its folder
     * @return the set; nothing where there is none, such as for a single run
     */
    Optional<StoredSet> set(String name);

    /**
     * A past run with its epochs.
     *
     * @param run its name, or its folder
     * @throws WorkbenchException when there is none
     */
    StoredRun show(String run) throws WorkbenchException;
}
