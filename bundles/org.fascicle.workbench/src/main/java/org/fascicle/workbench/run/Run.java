package org.fascicle.workbench.run;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.fascicle.backend.MemoryException;
import org.fascicle.backend.Session;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.Task;
import org.fascicle.compiler.step.Variable;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.run.Provenance;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunListener;
import org.fascicle.experiment.run.RunProcess;
import org.fascicle.experiment.run.RunProfile;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.experiment.run.Status;
import org.fascicle.workbench.RunReport;

/** One run in its folder: from the first byte that is written to the last. */
final class Run {
    private static final double MIB = 1 << 20;
    private final RunFolder folder;
    private final Experiment experiment;
    private final String yaml;
    private final Task task;
    private final Parts parts;
    private final Prepared prepared;
    private final Provenance provenance;
    private final RunListener listener;
    private final Instant started = Instant.now();
    private final long start = System.nanoTime();
    private long parameters;
    private double peakMemoryMiB;
    private Optional<Trainer> trainer = Optional.empty();

    Run(RunFolder folder, Experiment experiment, String yaml, Task task, Parts parts, Prepared prepared,
            Provenance provenance, RunListener listener) {
        this.folder = folder;
        this.experiment = experiment;
        this.yaml = yaml;
        this.task = task;
        this.parts = parts;
        this.prepared = prepared;
        this.provenance = provenance;
        this.listener = listener;
    }

    /** Trains to the end, whatever the end is; nothing is thrown. */
    RunReport execute(Cancellation cancellation) {
        Outcome outcome = new Outcome(Status.RUNNING, 0, 0, Map.of(), "", "");
        Optional<Throwable> cause = Optional.empty();
        try {
            folder.experiment(yaml);
            folder.record(record(outcome));
            outcome = train(cancellation);
        } catch (IOException e) {
            outcome = failed("the run's folder cannot be written: " + e, "look for space on the disk, or give another "
                    + "folder with --out");
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
                learner.prepare(Math.min(experiment.data().batch(), parts.train().size()));
                parameters = learner.variables().stream()
                        .filter(variable -> variable.kind() == Variable.Kind.PARAMETER)
                        .mapToLong(variable -> variable.type().shape().elements()).sum();
                folder.record(record(new Outcome(Status.RUNNING, 0, 0, Map.of(), "", "")));
                listener.event(new RunEvent.Started(folder.name(), experiment.name(), experiment.seed(), backend.name(),
                        backend.device().name(), parameters));
                Trainer begun = new Trainer(folder.name(), experiment, learner, parts, folder, listener, cancellation);
                trainer = Optional.of(begun);
                Outcome outcome = begun.train();
                if (measurement.isPresent()) {
                    RunProfile profile = measurement.get().result();
                    folder.profile(profile);
                    listener.event(profile);
                }
                return outcome;
            } finally {
                peakMemoryMiB = session.memoryUse().peakBytes() / MIB;
            }
        }
    }

    private RunReport end(Outcome trained, Optional<Throwable> thrown) {
        Outcome outcome = trained;
        Optional<Throwable> cause = thrown;
        try {
            folder.record(record(outcome));
        } catch (IOException e) {
            if (cause.isEmpty()) {
                outcome = failed("the run's folder cannot be written: " + e, "look for space on the disk");
                cause = Optional.of(e);
            }
        }
        listener.event(outcome.status() == Status.FAILED ? new RunEvent.Failed(outcome.reason(), outcome.hint())
                : new RunEvent.Finished(folder.name(), outcome.status(), seconds(), outcome.epochs(),
                        outcome.results().getOrDefault("test", Map.of()), peakMemoryMiB, folder.path().toString()));
        return new RunReport(record(outcome), folder.path(), outcome.hint(), cause);
    }

    /** What was reached before it stays. */
    private Outcome failed(String reason, String hint) {
        return trainer.map(begun -> begun.outcome(Status.FAILED, reason, hint))
                .orElseGet(() -> new Outcome(Status.FAILED, 0, 0, Map.of(), reason, hint));
    }

    private RunRecord record(Outcome outcome) {
        return new RunRecord(RunRecord.FORMAT, folder.name(), experiment.name(), outcome.status(), started, seconds(),
                outcome.epochs(), outcome.steps(), parameters, outcome.results(), outcome.reason(), provenance,
                RunProcess.current());
    }

    private double seconds() {
        return (System.nanoTime() - start) * 1e-9;
    }
}
