package org.fascicle.workbench.run;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.fascicle.backend.MemoryException;
import org.fascicle.backend.Session;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Variable;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.experiment.run.Provenance;
import org.fascicle.experiment.run.Resumption;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunListener;
import org.fascicle.experiment.run.RunProcess;
import org.fascicle.experiment.run.RunProfile;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.experiment.run.RunView;
import org.fascicle.experiment.run.Signature;
import org.fascicle.experiment.run.Status;
import org.fascicle.workbench.RunReport;
import org.fascicle.workbench.check.Layers;
import org.fascicle.workbench.log.Log;

/** One run in its folder: from the first byte that is written to the last. */
final class Run {
    private static final Log LOG = new Log(Run.class);
    private static final double MIB = 1 << 20;
    private static final String SUMMARY = "summary.txt";
    private static final String CONFUSION = "confusion.txt";
    private final RunFolder folder;
    private final Experiment experiment;
    private final Optional<String> yaml;
    private final Task task;
    private final Parts parts;
    private final Prepared prepared;
    private final Provenance provenance;
    private final RunListener listener;
    private final Origin origin;
    private final Optional<Past> past;
    private final String name;
    private final Instant started;
    private final List<Resumption> resumed;
    private final long start = System.nanoTime();
    private long parameters;
    private double peakMemoryMiB;
    private long looking;
    private Optional<Trainer> trainer = Optional.empty();

    Run(RunFolder folder, Experiment experiment, Optional<String> yaml, Task task, Parts parts, Prepared prepared,
            Provenance provenance, RunListener listener, Origin origin) {
        this.folder = folder;
        this.experiment = experiment;
        this.yaml = yaml;
        this.task = task;
        this.parts = parts;
        this.prepared = prepared;
        this.provenance = provenance;
        this.listener = listener;
        this.origin = origin;
        this.past = origin.past();
        this.name = past.map(before -> before.record().run()).orElse(folder.name());
        this.started = past.map(before -> before.record().started()).orElseGet(Instant::now);
        this.parameters = past.map(before -> before.record().parameters()).orElse(0L);
        this.resumed = past.map(Past::resumptions).orElse(List.of());
    }

    /** Trains to the end, whatever the end is; nothing is thrown. */
    RunReport execute(Cancellation cancellation) {
        return execute(() -> train(cancellation));
    }

    /** Keeps everything but takes no step; nothing is thrown. It can be used, and gone on with. */
    RunReport keep(List<Variable> variables) {
        return execute(() -> {
            parameters = parameters(variables);
            folder.text(SUMMARY, Layers.summary(experiment, task, variables, prepared.reader()).lines());
            if (experiment.train().earlyStopping().wanted()) {
                folder.best(origin.begun(name, experiment.seed()).orElseThrow(), Map.of());
            }
            return new Outcome(Status.INTERRUPTED, 0, 0, Map.of(), "", "");
        });
    }

    /** What happens between the first and the last of what is written. */
    @FunctionalInterface
    private interface Work {
        Outcome outcome() throws IOException, Loader.ReadException;
    }

    private RunReport execute(Work work) {
        Outcome outcome = begun();
        Optional<Throwable> cause = Optional.empty();
        try {
            if (yaml.isPresent()) {
                folder.experiment(yaml.get());
            }
            if (parts.fit().isPresent()) {
                folder.fit(parts.fit().get());
            }
            folder.signature(signature());
            Optional<Checkpoint> first = origin.begun(name, experiment.seed());
            if (first.isPresent()) {
                // Before the record: a run that is there can be gone on with, and not from other weights.
                folder.checkpoint(first.get());
            }
            folder.record(record(outcome));
            outcome = work.outcome();
        } catch (UnwritableException e) {
            outcome = failed(e.getMessage(), remedy(e));
            cause = Optional.of(e);
        } catch (IOException e) {
            outcome = failed("the run's folder cannot be read: " + e.getMessage(), "restore what it held");
            cause = Optional.of(e);
        } catch (Loader.ReadException e) {
            outcome = failed(e.getMessage(), "the dataset is at fault");
            cause = Optional.of(e);
        } catch (MemoryException e) {
            outcome = failed(e.getMessage(), "");
            cause = Optional.of(e);
        } catch (OutOfMemoryError e) {
            outcome = failed("out of memory with a heap of " + (long) (Runtime.getRuntime().maxMemory() / MIB) + " MiB",
                    "give more with --memory, such as --memory 4g, or make data.batch smaller");
            cause = Optional.of(e);
        } catch (IndexOutOfBoundsException e) {
            outcome = failed("training broke off: " + e.getMessage(), aboutIndices());
            cause = Optional.of(e);
        } catch (RuntimeException | Error e) {
            outcome = failed("training broke off: " + e, "--debug tells where");
            cause = Optional.of(e);
        }
        return end(outcome, cause);
    }

    private String remedy(UnwritableException e) {
        return folder.isResumable() ? (e.isFull() ? "make space there" : "make it writable")
                + "; then \"fascicle resume " + folder.path() + "\" goes on from "
                + trainer.map(Trainer::kept).orElse("its first step") : e.remedy() + " with --out";
    }

    private Signature signature() {
        return new Signature(parts.train().features(), Balance.weights(experiment, parts.train()), Optional.empty());
    }

    /** An index is known only when it is used; most often it is a class number. */
    private String aboutIndices() {
        return task.features().stream().filter(feature -> !feature.classes().isEmpty()).findFirst()
                .map(feature -> "the class numbers of the data go from 0 to " + (feature.classes().size() - 1)
                        + ": does the last layer give a number for each?")
                .orElse("look for indices out of range in the data");
    }

    private Outcome train(Cancellation cancellation) throws IOException, Loader.ReadException {
        BackendChoice backend = prepared.backend();
        try (Session session = backend.backend().open(backend.device(), prepared.limits())) {
            try {
                Learner learner = new Learner(task, backend.backend(), session, experiment.seed());
                Optional<Measurement> measurement = prepared.profile() ? Optional.of(new Measurement(learner))
                        : Optional.empty();
                Trainer.prepare(learner, experiment, experiment.data().batchOf(parts.train().size()));
                parameters = parameters(learner.variables());
                Trainer begun = new Trainer(name, experiment, learner, parts, folder, listener, cancellation);
                folder.text(SUMMARY, Layers.summary(experiment, task, learner.variables(), prepared.reader()).lines());
                origin.state(name, experiment.seed()).ifPresent(state ->
                        begun.resume(state, past.map(Past::epochs).orElse(List.of())));
                trainer = Optional.of(begun);
                folder.record(record(begun()));
                listener.event(beginning(backend));
                Outcome outcome = begun.train();
                if (measurement.isPresent()) {
                    RunProfile profile = measurement.get().result(begun.waited());
                    folder.profile(profile);
                    listener.event(profile);
                }
                // time and memory of looking at it are none of the run's
                peakMemoryMiB = session.memoryUse().peakBytes() / MIB;
                show(learner, outcome.status());
                return outcome;
            } finally {
                peakMemoryMiB = peakMemoryMiB == 0 ? session.memoryUse().peakBytes() / MIB : peakMemoryMiB;
            }
        }
    }

    private static long parameters(List<Variable> variables) {
        return variables.stream().filter(variable -> variable.kind() == Variable.Kind.PARAMETER)
                .mapToLong(variable -> variable.type().shape().elements()).sum();
    }

    /** Has the run drawn. What goes wrong there is told, and is no failure of the run. */
    private void show(Learner learner, Status status) {
        long begun = System.nanoTime();
        List<RunEvent.Epoch> epochs = RunStore.epochs(folder.path(), new ArrayList<>());
        try {
            if (status == Status.DONE) {
                Look look = new Look(learner, parts, experiment.data().batchOf(parts.train().size()));
                RunView view = look.of(name, folder.path(), epochs,
                        trainer.map(Trainer::best).orElse(OptionalInt.empty()));
                if (look.outputs().isPresent()) {
                    folder.signature(signature().with(look.outputs().get()));
                }
                if (view.confusion().isPresent()) {
                    folder.text(CONFUSION, ConfusionText.lines(view.part(), view.confusion().get()));
                }
                listener.ended(view);
            } else if (status == Status.FAILED && !epochs.isEmpty()) {
                listener.ended(RunView.of(name, folder.path(), epochs));
            }
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            LOG.warn("the run {} is done, but cannot be looked at: {}", name, e.toString());
            LOG.debug("where it failed", e);
        } finally {
            looking += System.nanoTime() - begun;
        }
    }

    private RunEvent beginning(BackendChoice backend) {
        String device = backend.device().name();
        if (past.isEmpty()) {
            return new RunEvent.Started(name, experiment.name(), experiment.seed(), backend.name(), device, parameters,
                    experiment.data().fold().orElse(0));
        }
        Past before = past.get();
        return new RunEvent.Resumed(name, experiment.name(), experiment.seed(), backend.name(), device, parameters,
                before.epochs().size(), before.step(), before.checkpoint().map(Checkpoint::position).orElse(0L),
                before.notes(), experiment.data().fold().orElse(0));
    }

    /** What is reached when it begins, or goes on. */
    private Outcome begun() {
        return new Outcome(Status.RUNNING, past.map(before -> before.epochs().size()).orElse(0),
                past.map(Past::step).orElse(0L), Map.of(), "", "");
    }

    private RunReport end(Outcome trained, Optional<Throwable> thrown) {
        Outcome outcome = trained;
        Optional<Throwable> cause = thrown;
        try {
            folder.record(record(outcome));
            if (outcome.status() == Status.DONE) {
                folder.done();
            }
        } catch (IOException e) {
            if (cause.isEmpty()) {
                UnwritableException told = UnwritableException.of(folder.path(), e);
                outcome = failed(told.getMessage(), remedy(told));
                cause = Optional.of(e);
            }
        }
        listener.event(outcome.status() == Status.FAILED ? new RunEvent.Failed(outcome.reason(), outcome.hint())
                : new RunEvent.Finished(name, outcome.status(), seconds(), outcome.epochs(),
                        outcome.results().getOrDefault("test", Map.of()), peakMemoryMiB, folder.path().toString()));
        return new RunReport(record(outcome), folder.path(), outcome.hint(), cause);
    }

    /** What was reached before it stays. */
    private Outcome failed(String reason, String hint) {
        return trainer.map(begun -> begun.outcome(Status.FAILED, reason, hint))
                .orElseGet(() -> new Outcome(Status.FAILED, begun().epochs(), begun().steps(), Map.of(), reason, hint));
    }

    private RunRecord record(Outcome outcome) {
        return new RunRecord(RunRecord.FORMAT, name, experiment.name(), outcome.status(), started, seconds(),
                outcome.epochs(), outcome.steps(), parameters, outcome.results(), outcome.reason(), provenance,
                RunProcess.current(), resumed);
    }

    private double seconds() {
        return past.map(before -> before.record().seconds()).orElse(0.0) + (System.nanoTime() - start - looking) * 1e-9;
    }
}
