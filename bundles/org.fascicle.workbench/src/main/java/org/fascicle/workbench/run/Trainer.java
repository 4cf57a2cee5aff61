package org.fascicle.workbench.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fascicle.compiler.step.Learner;
import org.fascicle.data.Split;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunListener;
import org.fascicle.experiment.run.Status;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.nn.Progress;

/**
 * Trains one experiment with one seed: epochs over shuffled training examples, validation behind each, test at the end.
 * It does no arithmetic on tensors and draws no random number but the order of examples, so that a seed, the data and
 * a backend decide every figure to the last bit.
 */
public final class Trainer {
    private static final String LOSS = "loss";
    private final String run;
    private final Experiment experiment;
    private final Learner learner;
    private final Parts parts;
    private final Journal journal;
    private final RunListener listener;
    private final Cancellation cancellation;
    private final CheckpointRhythm rhythm;
    private long waited;
    private final Map<Split, BatchBuffers> buffers = new IdentityHashMap<>();
    private final Map<String, Map<String, Double>> results = new LinkedHashMap<>();
    private List<Map<String, Double>> watched = List.of();
    private int epochs;
    private long position;

    /**
     * A trainer for one run.
     *
     * @param run name of the run
     * @param experiment what is trained, with the seed of this run
     * @param learner its task on a device, at its first values
     * @param parts the examples
     * @param journal what is kept
     * @param listener who is told
     * @param cancellation who may stop it
     */
    public Trainer(String run, Experiment experiment, Learner learner, Parts parts, Journal journal,
            RunListener listener, Cancellation cancellation) {
        this.run = run;
        this.experiment = experiment;
        this.learner = learner;
        this.parts = parts;
        this.journal = journal;
        this.listener = listener;
        this.cancellation = cancellation;
        this.rhythm = new CheckpointRhythm(experiment.train().checkpoint(), System::nanoTime);
    }

    /**
     * Goes to where a run was broken off: what follows is what would have followed.
     *
     * @param checkpoint its state
     * @param done the epochs before that, each of them
     * @throws IllegalArgumentException when the state is of another model: every difference
     */
    public void resume(Checkpoint checkpoint, List<RunEvent.Epoch> done) {
        learner.restore(checkpoint.tensors(), checkpoint.step());
        epochs = checkpoint.epoch();
        position = checkpoint.position();
        watched = done.stream().map(epoch -> watched(epoch.train(), epoch.validation())).toList();
        if (!done.isEmpty()) {
            reached(done.getLast().train(), done.getLast().validation());
        }
    }

    /**
     * Trains to the end, to a loss that is no number, or until it is cancelled.
     *
     * @throws IOException when the journal cannot be written
     * @throws Loader.ReadException when an example cannot be read
     */
    public Outcome train() throws IOException, Loader.ReadException {
        try {
            for (int epoch = epochs + 1; epoch <= experiment.train().epochs(); epoch++) {
                Optional<String> diverged = epoch(epoch);
                if (diverged.isPresent()) {
                    return diverged(diverged.get());
                }
            }
            if (parts.test().isPresent()) {
                results.put("test", evaluate(parts.test().get()));
            }
            Optional<String> diverged = divergence(epochs);
            return diverged.isPresent() ? diverged(diverged.get()) : outcome(Status.DONE, "", "");
        } catch (CancelledException cancelled) {
            keep();
            return outcome(Status.INTERRUPTED, "", "");
        }
    }

    private Outcome diverged(String reason) {
        return outcome(Status.FAILED, reason, "lower the learning rate (optimizer.learningRate is "
                + experiment.optimizer().learningRate() + "), or look for values out of range in the data");
    }

    /** One epoch; what it gives is why training cannot go on. */
    private Optional<String> epoch(int epoch) throws IOException, Loader.ReadException, CancelledException {
        long start = System.nanoTime();
        Split train = parts.train();
        int[] order = experiment.data().shuffle()
                ? Arrays.copyOf(ThreefryRandom.of(experiment.seed(), "shuffle").fork(epoch).permutation(train.size()),
                        experiment.data().samplesOf(train.size()))
                : IntStream.range(0, train.size()).toArray();
        long passed = position;
        pass(train, order, epoch);
        Map<String, Double> figures = learner.trainingMetrics();
        double trainSeconds = seconds(start);
        Map<String, Double> validation = parts.validation().isPresent() ? evaluate(parts.validation().get()) : Map.of();
        Map<String, Double> test = parts.test().isPresent() && isDue(epoch, experiment.train().testEvery())
                ? evaluate(parts.test().get()) : Map.of();
        epochs = epoch;
        position = 0;
        reached(figures, validation);
        watched = append(watched, watched(figures, validation));
        RunEvent.Epoch done = new RunEvent.Epoch(epoch, learner.step(), seconds(start),
                (order.length - passed) / trainSeconds, figures, validation, test);
        journal.epoch(done);
        listener.event(done);
        Optional<String> diverged = divergence(epoch);
        if (diverged.isEmpty() && (epoch == experiment.train().epochs()
                || isDue(epoch, experiment.train().checkpoint().everyEpochs()))) {
            keep();
        }
        return diverged;
    }

    /** The figures of an epoch that is done. */
    private void reached(Map<String, Double> train, Map<String, Double> validation) {
        results.put("train", train);
        if (!validation.isEmpty()) {
            results.put("validation", validation);
        }
    }

    /** The figures by which schedules tell how training goes. */
    private static Map<String, Double> watched(Map<String, Double> train, Map<String, Double> validation) {
        return validation.isEmpty() ? train : validation;
    }

    /** The rest of a pass over the training examples, from the position on. */
    private void pass(Split train, int[] order, int epoch)
            throws IOException, Loader.ReadException, CancelledException {
        int batch = experiment.data().batch();
        long steps = Math.ceilDiv((long) order.length, batch);
        long total = steps * experiment.train().epochs();
        Progress before = Progress.of(steps, total, watched);
        try (Loader loader = start(train, order, (int) position)) {
            for (long step = Math.ceilDiv(position, batch) + 1; next(loader); step++) {
                learner.train(loader.batch(), experiment.learningRate(before.at(learner.step(), total)));
                position += loader.batch().size();
                listener.progress(epoch, step, steps);
                cancellation.check();
                if (rhythm.isDue(learner.step())) {
                    keep();
                }
            }
        }
    }

    private Map<String, Double> evaluate(Split split) throws Loader.ReadException, CancelledException {
        try (Loader loader = start(split, IntStream.range(0, split.size()).toArray(), 0)) {
            while (next(loader)) {
                learner.evaluate(loader.batch());
                cancellation.check();
            }
        }
        return learner.evaluationMetrics();
    }

    private boolean next(Loader loader) throws Loader.ReadException, CancelledException {
        long start = System.nanoTime();
        boolean more = loader.next();
        waited += System.nanoTime() - start;
        return more;
    }

    /** How long training waited for data, in nanoseconds. */
    long waited() {
        return waited;
    }

    private Loader start(Split split, int[] order, int begin) {
        return Loader.start(split, order, begin,
                buffers.computeIfAbsent(split, key -> BatchBuffers.of(key, experiment.data().batch(), order.length)));
    }

    private Optional<String> divergence(int epoch) {
        for (Map.Entry<String, Map<String, Double>> part : results.entrySet()) {
            double loss = part.getValue().get(LOSS);
            if (!Double.isFinite(loss)) {
                return Optional.of("the " + part.getKey() + " loss of epoch " + epoch + " is " + loss
                        + ": training diverged");
            }
        }
        return Optional.empty();
    }

    private static boolean isDue(int epoch, int every) {
        return every > 0 && epoch % every == 0;
    }

    private void keep() throws IOException {
        Map<String, HostTensor> tensors = new LinkedHashMap<>(learner.snapshot());
        if (position > 0) {
            tensors.putAll(learner.trainingSums());
        }
        journal.checkpoint(new Checkpoint(run, experiment.seed(), epochs, learner.step(), position, tensors));
        rhythm.kept();
    }

    /** What is reached so far: the epochs that are whole with the figures of the last, and every step. */
    Outcome outcome(Status status, String reason, String hint) {
        return new Outcome(status, epochs, learner.step(), results, reason, hint);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }

    private static <T> List<T> append(List<T> values, T value) {
        List<T> appended = new ArrayList<>(values);
        appended.add(value);
        return List.copyOf(appended);
    }
}
