package org.fascicle.workbench.run;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.fascicle.backend.Limits;
import org.fascicle.compiler.Compiler;
import org.fascicle.compiler.step.StepGraph;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Tracer;
import org.fascicle.compiler.step.Variable;
import org.fascicle.data.DataException;
import org.fascicle.data.DataFiles;
import org.fascicle.data.Feature;
import org.fascicle.data.Splits;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.ExperimentReader;
import org.fascicle.experiment.ExperimentText;
import org.fascicle.experiment.InvalidExperimentException;
import org.fascicle.experiment.config.Problem;
import org.fascicle.graph.Graph;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.ShapeException;
import org.fascicle.workbench.RunRequest;
import org.fascicle.workbench.WorkbenchException;
import org.fascicle.workbench.catalog.Picture;
import org.fascicle.workbench.data.FilesOfUse;
import org.fascicle.workbench.data.NearbyFiles;

/** Everything that can be wrong with a request before its first step, in the order in which it can be found out. */
public final class Preparation {
    private final Texts texts;
    private final Function<Optional<Path>, DataFiles> data;
    private final Supplier<List<String>> absentBackends;

    /** Where experiments are found. */
    @FunctionalInterface
    public interface Texts {
        /** The text of an experiment, by its name or its file. */
        ExperimentText find(String nameOrFile) throws WorkbenchException;
    }

    /**
     * @param texts where experiments are found
     * @param data where data is looked for, given the folder that a request names
     * @param absentBackends what to say of backends that are installed and not there
     */
    public Preparation(Texts texts, Function<Optional<Path>, DataFiles> data, Supplier<List<String>> absentBackends) {
        this.texts = texts;
        this.data = data;
        this.absentBackends = absentBackends;
    }

    /** Reads the experiment and finds its backend. */
    public Prepared prepare(RunRequest request, Picture picture) throws WorkbenchException {
        ExperimentReader reader = new ExperimentReader(picture);
        ExperimentText found = texts.find(request.experiment());
        List<String> changes = new ArrayList<>(request.changes());
        request.seed().ifPresent(seed -> changes.add("seed=" + seed));
        request.backend().ifPresent(backend -> changes.add("backend=" + backend));
        ExperimentText text = found.with(changes);
        try {
            Experiment experiment = located(reader.read(text), request);
            BackendChoice backend = BackendChoice.of(experiment.backend(), picture.backends(), absentBackends.get());
            return new Prepared(text, experiment, reader, backend, limits(request), files(request),
                    request.profile());
        } catch (InvalidExperimentException e) {
            throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST, e.getMessage(), "", e);
        }
    }

    /** The experiment with the whole path of its initial weights: near its file, else in the working folder. */
    private static Experiment located(Experiment experiment, RunRequest request) throws WorkbenchException {
        if (experiment.train().initialWeights().isEmpty()) {
            return experiment;
        }
        String given = experiment.train().initialWeights().get();
        try {
            Path here = Path.of(given).toAbsolutePath();
            Path near = Path.of(request.experiment()).toAbsolutePath().resolveSibling(given);
            Path file = Files.exists(near) && Files.isRegularFile(Path.of(request.experiment())) ? near : here;
            return experiment.withTrain(experiment.train().withInitialWeights(file.normalize().toString()));
        } catch (InvalidPathException e) {
            throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST, "train.initialWeights is `" + given
                    + "`, which is no path of a file: " + e.getReason(), "", e);
        }
    }

    /**
     * The first values of all variables, where the experiment takes weights from a file.
     *
     * @throws WorkbenchException when they are not there, cannot be read, or are of another model
     */
    public Optional<Map<String, HostTensor>> first(Prepared prepared, List<Variable> variables, long seed)
            throws WorkbenchException {
        Optional<String> file = prepared.experiment().train().initialWeights();
        return file.isEmpty() ? Optional.empty() : Optional.of(ModelWeights.read(Path.of(file.get()))
                .first(file.get(), variables, seed));
    }

    /** Of a run that there is already, data is looked for where it was then, unless the request names a folder. */
    private FilesOfUse files(RunRequest request) {
        Path file = Path.of(request.experiment());
        Optional<Path> before = RunStore.dataOf(file).filter(Files::isDirectory);
        DataFiles files = data.apply(request.data().or(() -> before));
        if (request.data().isEmpty() && before.isPresent()) {
            // rather than a file of the same name in the working folder
            files = new NearbyFiles(before.get(), files);
        }
        return new FilesOfUse(Files.isRegularFile(file) ? new NearbyFiles(file.toAbsolutePath().getParent(), files)
                : files, request.data().or(() -> before));
    }

    private static Limits limits(RunRequest request) {
        long heap = Runtime.getRuntime().maxMemory();
        long memory = usable(Math.min(heap, request.memory().orElse(heap)));
        return new Limits(request.threads().orElse(Runtime.getRuntime().availableProcessors()), memory);
    }

    /** A quarter is left to the workbench itself and to the batches that are being read. */
    private static long usable(long memory) {
        return memory / 4 * 3;
    }

    /** The memory of a process of which so much may be used; collectors keep some percents of it to themselves. */
    static long memoryFor(long needed) {
        return Math.ceilDiv(needed, 2L) * 3;
    }

    /** Opens the data for a seed. */
    public Splits open(Prepared prepared, long seed) throws WorkbenchException {
        try {
            return prepared.experiment().data().use().open(prepared.files(), seed);
        } catch (DataException e) {
            throw new WorkbenchException(e.isMissing() ? WorkbenchException.Kind.MISSING
                    : e.isWrong() ? WorkbenchException.Kind.WRONG_REQUEST : WorkbenchException.Kind.FAILED,
                    e.getMessage(), "", e);
        } catch (RuntimeException | LinkageError e) {
            throw new WorkbenchException(WorkbenchException.Kind.FAILED, "the dataset of " + prepared.text().source()
                    + " fails: " + e, "", e);
        }
    }

    /** The examples of one run. */
    public Parts parts(Prepared prepared, Splits splits, Experiment run) throws WorkbenchException {
        try {
            Parts parts = Parts.of(splits, run.data(), run.seed());
            BestEpoch.of(run, parts.validation().isPresent());
            return parts;
        } catch (IllegalArgumentException e) {
            throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST, prepared.text().source() + ": "
                    + e.getMessage(), "", e);
        }
    }

    /** What is learned. */
    public Task task(Prepared prepared, Parts parts) throws WorkbenchException {
        try {
            return task(prepared, parts.train().features(),
                    Balance.weights(prepared.experiment(), parts.train()));
        } catch (IllegalArgumentException e) {
            throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST, prepared.text().source() + ": "
                    + e.getMessage(), "", e);
        }
    }

    /** What was learned from examples with these features and weights of classes. */
    Task task(Prepared prepared, List<Feature> features, List<Double> classWeights) throws WorkbenchException {
        Experiment experiment = Balance.of(prepared.experiment(), classWeights);
        List<Problem> unknown = prepared.reader().unknownSources(prepared.text(), experiment, features.stream()
                .map(Feature::name).filter(name -> !name.equals(Task.TARGET)).toList());
        if (!unknown.isEmpty()) {
            throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST,
                    new InvalidExperimentException(prepared.text().source(), unknown).getMessage(), "", null);
        }
        return new Task(experiment.objective(), Trainer.update(experiment), experiment.metrics(), features);
    }

    /** The variables of training by batches of a size. */
    public List<Variable> variables(Prepared prepared, Task task, StepGraph step, int batch) {
        List<Variable> variables = new ArrayList<>(step.variables());
        if (prepared.experiment().train().accumulate() > 1) {
            variables.addAll(new Tracer(task).gradients(batch).variables());
        }
        return variables.stream().distinct().toList();
    }

    /**
     * Makes sure that there is the memory that training needs, before anything is allocated or written.
     *
     * @throws WorkbenchException with the need, what may be used, and what to do
     */
    void requireMemory(Prepared prepared, Task task, StepGraph step, List<Variable> variables, int batch)
            throws WorkbenchException {
        Graph lowered = new Compiler(prepared.backend().backend()).lower(step.graph());
        MemoryNeed.require(prepared.experiment().name(),
                MemoryNeed.of(variables, task, lowered, batch, prepared.limits().memory()), batch);
    }

    /** Traces a step of training: shapes that do not fit show here. */
    public StepGraph trace(Prepared prepared, Task task, int batch) throws WorkbenchException {
        try {
            StepGraph step = new Tracer(task).training(batch);
            step.graph().nodes().forEach(node -> node.results().forEach(type -> type.shape().elements()));
            Optional<ClassOutputs> few = ClassOutputs.tooFew(task, prepared.experiment().loss(), batch);
            if (few.isPresent()) {
                throw WorkbenchException.wrong(prepared.reader().problem(prepared.text(), few.get().layer(),
                        few.get().found(), few.get().expected(), few.get().hint()).toString(), "");
            }
            return step;
        } catch (ShapeException e) {
            throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST,
                    prepared.reader().problem(prepared.text(), e).toString(), "", e);
        } catch (ArithmeticException e) {
            throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST, prepared.text().source()
                    + ": a tensor of the model would have more than 2147483647 elements",
                    "make the layers or data.batch smaller", e);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST, prepared.text().source()
                    + ": the model cannot be traced: " + (e instanceof IllegalArgumentException ? e.getMessage() : e),
                    "", e);
        }
    }
}
