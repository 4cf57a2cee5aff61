package org.fascicle.workbench.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.fascicle.compiler.step.Clipping;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.Update;
import org.fascicle.data.Batch;
import org.fascicle.data.Split;
import org.fascicle.experiment.Clip;
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
    private final BestEpoch best;
    private final Runaway runaway = new Runaway();
    private final int accumulate;
    private long waited;
    private final Map<Split, BatchBuffers> buffers = new IdentityHashMap<>();
    private final Map<String, Map<String, Double>> results = new LinkedHashMap<>();
    private List<Map<String, Double>> watched = List.of();
    private int epochs;
    private long position;
    private Checkpoint good;
    private Optional<Checkpoint> kept = Optional.empty();
    private Progress progress;
    private OptionalDouble first = OptionalDouble.empty();

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
     * @throws IllegalArgumentException when the experiment has no figure of the name that tells its best epoch
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
        this.best = BestEpoch.of(experiment, parts.validation().isPresent());
        this.accumulate = experiment.train().accumulate();
        this.rhythm = new CheckpointRhythm(experiment.train().checkpoint(), System::nanoTime);
    }

    /** How an experiment's parameters follow their gradients. */
    public static Update update(Experiment experiment) {
        Update all = Update.by(Averaged.of(experiment.optimizer(), experiment.train().average()));
        return new Update(all.groups(), experiment.clip().map(Trainer::clipping));
    }

    private static Clipping clipping(Clip clip) {
        return clip.norm().<Clipping>map(norm -> clip.order().map(order -> new Clipping.Norm(norm, order))
                .orElseGet(() -> new Clipping.Norm(norm)))
                .orElseGet(() -> new Clipping.Value(clip.value().orElseThrow()));
    }

    /** Makes a learner ready for the batches of an experiment. */
    public static void prepare(Learner learner, Experiment experiment, int batch) {
        if (experiment.train().accumulate() > 1) {
            learner.prepareAccumulation(batch);
        } else {
            learner.prepare(batch);
        }
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
        kept = Optional.of(checkpoint);
        epochs = checkpoint.epoch();
        position = checkpoint.position();
        watched = done.stream().map(epoch -> watched(epoch.train(), epoch.validation())).toList();
        done.forEach(best::see);
        if (!done.isEmpty()) {
            reached(done.getLast().train(), done.getLast().validation());
            runaway.passed(done.getLast().train().get(LOSS));
        }
    }

    /**
     * Trains to the end, until nothing gets better, to a loss that is no number, or until it is cancelled.
     *
     * @throws IOException when the journal cannot be written
     * @throws Loader.ReadException when an example cannot be read
     */
    public Outcome train() throws IOException, Loader.ReadException {
        try {
            while (epochs < experiment.train().epochs() && !best.isOver()) {
                Optional<String> diverged = epoch(epochs + 1);
                if (diverged.isPresent()) {
                    return diverged(diverged.get());
                }
            }
            takeBest();
            Optional<String> lost = stopsByBest() && best.epoch().isPresent()
                    ? lostAtEnd(best.epoch().get().epoch(), best.epoch().get().train().get(LOSS)) : Optional.empty();
            if (lost.isPresent()) {
                return diverged(lost.get());
            }
            if (parts.test().isPresent()) {
                results.put("test", withParts(evaluate(parts.test().get())));
            }
            if (experiment.train().average() > 0) {
                learner.restore(Averaged.weights(learner.snapshot()), learner.step());
            }
            Optional<String> diverged = divergence(epochs);
            return diverged.isPresent() ? diverged(diverged.get()) : outcome(Status.DONE, "", "");
        } catch (CancelledException cancelled) {
            keep();
            return outcome(Status.INTERRUPTED, "", "");
        }
    }

    /** What follows is about the weights of the best epoch, where the experiment stops by them. */
    private void takeBest() throws IOException {
        Optional<RunEvent.Epoch> epoch = best.epoch();
        if (stopsByBest() && epoch.isPresent()) {
            Checkpoint checkpoint = journal.best();
            learner.restore(checkpoint.tensors(), checkpoint.step());
            reached(epoch.get().train(), epoch.get().validation());
            listener.event(best.event(best.isOver() && epochs < experiment.train().epochs()));
        }
    }

    /** The epoch whose weights it ends with, where the experiment stops by them. */
    OptionalInt best() {
        return stopsByBest() ? best.epoch().map(epoch -> OptionalInt.of(epoch.epoch())).orElse(OptionalInt.empty())
                : OptionalInt.empty();
    }

    private Outcome diverged(String reason) {
        return outcome(Status.FAILED, reason, "lower the learning rate (optimizer.learningRate is "
                + experiment.optimizer().learningRate() + ") in a new run (\"fascicle find-rate\" looks for one), or "
                + "look for values out of range in the data");
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
        good = state();
        Optional<String> lost = pass(train, order, epoch);
        if (lost.isPresent()) {
            return lost;
        }
        Map<String, Double> figures = learner.trainingMetrics();
        double trainSeconds = seconds(start);
        Map<String, Double> validation = parts.validation().isPresent() ? evaluate(parts.validation().get()) : Map.of();
        Map<String, Double> detailed = withParts(validation);
        Map<String, Double> test = parts.test().isPresent() && isDue(epoch, experiment.train().testEvery())
                ? evaluate(parts.test().get()) : Map.of();
        epochs = epoch;
        position = 0;
        reached(figures, detailed);
        watched = append(watched, watched(figures, validation));
        RunEvent.Epoch done = new RunEvent.Epoch(epoch, learner.step(), seconds(start),
                (order.length - passed) / trainSeconds, figures, validation, test);
        journal.epoch(done);
        listener.event(done);
        Optional<String> diverged = divergence(epoch);
        if (diverged.isPresent()) {
            return Double.isFinite(figures.get(LOSS)) ? diverged : Optional.of(diverged.get() + began(order, epoch));
        }
        Optional<String> ran = ranAway(epoch, figures.get(LOSS));
        if (ran.isEmpty() && epoch == experiment.train().epochs() && !stopsByBest()) {
            ran = lostAtEnd(epoch, figures.get(LOSS));
        }
        if (ran.isPresent()) {
            return ran;
        }
        if (best.see(done) && (stopsByBest()
                || experiment.train().checkpoint().everyEpochs() > 0)) {
            good = state();
            journal.best(good, best.words());
        }
        if (best.isOver() || epoch == experiment.train().epochs()
                || isDue(epoch, experiment.train().checkpoint().everyEpochs())) {
            keep();
        }
        return Optional.empty();
    }

    /** Whether the run ends with the weights of its best epoch rather than with those of its last. */
    private boolean stopsByBest() {
        return experiment.train().earlyStopping().wanted();
    }

    /** Why training cannot go on although its loss is a number, if it cannot. */
    private Optional<String> ranAway(int epoch, double loss) throws Loader.ReadException, CancelledException {
        Optional<String> verdict = runaway.isSuspect(loss)
                ? runaway.verdict(epoch, loss, firstLoss(), learner.snapshot()) : Optional.empty();
        runaway.passed(loss);
        return verdict;
    }

    /** Why the weights that the run would end with are none, if they are none. */
    private Optional<String> lostAtEnd(int epoch, double loss) throws Loader.ReadException, CancelledException {
        if (!Runaway.isSuspectAtEnd(loss)) {
            return Optional.empty();
        }
        double first = firstLoss();
        return Runaway.isSuspectAtEnd(loss / Math.max(1, first)) ? Runaway.verdictAtEnd(epoch, loss,
                evaluate(parts.train(), samples()).get(LOSS), first, learner.snapshot()) : Optional.empty();
    }

    /** Examples of an epoch. */
    private int samples() {
        return experiment.data().samplesOf(parts.train().size());
    }

    /** What the model's first values lose on the training examples; afterwards everything is as it was. */
    private double firstLoss() throws Loader.ReadException, CancelledException {
        if (first.isEmpty()) {
            long step = learner.step();
            Map<String, HostTensor> now = learner.snapshot();
            Map<String, HostTensor> values = new LinkedHashMap<>();
            learner.variables().forEach(variable -> values.put(variable.key(), variable.initial(experiment.seed())));
            learner.restore(values, 0);
            try {
                first = OptionalDouble.of(measure(parts.train(), samples()).get(LOSS));
            } finally {
                learner.restore(now, step);
            }
        }
        return first.getAsDouble();
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

    /** The rest of a pass over the training examples, from the position on; what it gives is why it cannot go on. */
    private Optional<String> pass(Split train, int[] order, int epoch)
            throws IOException, Loader.ReadException, CancelledException {
        int size = experiment.data().batch();
        long batches = Math.ceilDiv((long) order.length, size);
        long steps = Math.ceilDiv(batches, (long) accumulate);
        progress = Progress.of(steps, steps * experiment.train().epochs(), watched);
        try (Loader loader = start(train, order, (int) position)) {
            for (long batch = Math.ceilDiv(position, size) + 1; next(loader); batch++) {
                boolean stepped = step(loader.batch(), batch, batches);
                position += loader.batch().size();
                listener.progress(epoch, batch, batches);
                cancellation.check();
                if (stepped && rhythm.isDue(learner.step())) {
                    if (!isFinite(learner.trainingSums())) {
                        break;
                    }
                    keep();
                }
            }
        }
        return position == order.length ? Optional.empty()
                : Optional.of("the train loss of epoch " + epoch + " is no number: training diverged"
                        + began(order, epoch));
    }

    /**
     * Learns from a batch.
     *
     * @param batch its number in the epoch, from 1
     * @param batches how many the epoch has
     * @return whether the parameters followed
     */
    private boolean step(Batch examples, long batch, long batches) {
        double rate = rate();
        if (accumulate == 1) {
            learner.train(examples, rate);
            return true;
        }
        learner.accumulate(examples);
        int gathered = (int) ((batch - 1) % accumulate) + 1;
        if (gathered < accumulate && batch < batches) {
            return false;
        }
        learner.follow(rate, gathered);
        return true;
    }

    private double rate() {
        return experiment.learningRate(progress.at(learner.step(), progress.totalSteps()));
    }

    /** Where a loss that is no number began: found by going once more through the epoch from its last good state. */
    private String began(int[] order, int epoch) throws Loader.ReadException, CancelledException {
        int size = experiment.data().batch();
        long batches = Math.ceilDiv((long) order.length, size);
        long bad = replay(order, batches, Long.MAX_VALUE);
        if (bad > batches) {
            return "";
        }
        replay(order, batches, bad);
        Map<String, HostTensor> before = learner.snapshot();
        int[] last = Arrays.copyOfRange(order, (int) (bad - 1) * size, Math.min((int) bad * size, order.length));
        Batch examples = Batch.of(last.length, parts.train().features());
        examples.fill(parts.train(), last, 0);
        Map<String, HostTensor> seen = learner.probe(examples, rate());
        return new Divergence(experiment.model(), learner.step()).where(before, seen);
    }

    /**
     * Goes through the epoch from its last good state.
     *
     * @param end the batch before which it ends
     * @return the first batch whose loss is no number; that after the last where there is none
     */
    private long replay(int[] order, long batches, long end) throws Loader.ReadException, CancelledException {
        learner.restore(good.tensors(), good.step());
        learner.trainingMetrics();
        long batch = Math.ceilDiv(good.position(), experiment.data().batch()) + 1;
        try (Loader loader = start(parts.train(), order, (int) good.position())) {
            for (; batch < end && next(loader); batch++) {
                step(loader.batch(), batch, batches);
                if (!Double.isFinite(learner.trainingMetrics().get(LOSS))) {
                    return batch;
                }
            }
        }
        return batch;
    }

    private static boolean isFinite(Map<String, HostTensor> sums) {
        return sums.entrySet().stream().filter(sum -> sum.getKey().endsWith("/" + LOSS))
                .allMatch(sum -> Arrays.stream(sum.getValue().toDoubles()).allMatch(Double::isFinite));
    }

    /** The figures over a part of the data, by the average of the weights where one is kept. */
    private Map<String, Double> evaluate(Split split) throws Loader.ReadException, CancelledException {
        return evaluate(split, split.size());
    }

    /** The same over so many of its first examples. */
    private Map<String, Double> evaluate(Split split, int examples) throws Loader.ReadException, CancelledException {
        if (experiment.train().average() == 0) {
            return measure(split, examples);
        }
        Map<String, HostTensor> trained = new LinkedHashMap<>(learner.snapshot());
        trained.putAll(learner.trainingSums());
        learner.restore(Averaged.weights(trained), learner.step());
        try {
            return measure(split, examples);
        } finally {
            learner.restore(trained, learner.step());
        }
    }

    private Map<String, Double> measure(Split split, int examples) throws Loader.ReadException, CancelledException {
        try (Loader loader = start(split, IntStream.range(0, examples).toArray(), 0)) {
            while (next(loader)) {
                learner.evaluate(loader.batch());
                cancellation.check();
            }
        }
        return learner.evaluationMetrics();
    }

    /** Figures that were just read, and behind them their parts. */
    private Map<String, Double> withParts(Map<String, Double> figures) {
        Map<String, Double> all = new LinkedHashMap<>(figures);
        if (!figures.isEmpty()) {
            all.putAll(learner.evaluationParts());
        }
        return all;
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

    /** The state that can be gone on from, for people. */
    String kept() {
        return kept.map(state -> state.position() == 0 ? "epoch " + (state.epoch() + 1)
                : "example " + (state.position() + 1) + " of epoch " + (state.epoch() + 1)).orElse("its first step");
    }

    private static boolean isDue(int epoch, int every) {
        return every > 0 && epoch % every == 0;
    }

    private void keep() throws IOException {
        good = state();
        journal.checkpoint(good);
        kept = Optional.of(good);
        rhythm.kept();
    }

    /** The state, which is read from the device once for all who want it. */
    private Checkpoint state() {
        if (good != null && good.step() == learner.step() && good.epoch() == epochs && good.position() == position) {
            return good;
        }
        Map<String, HostTensor> tensors = new LinkedHashMap<>(learner.snapshot());
        if (position > 0) {
            tensors.putAll(learner.trainingSums());
        }
        return new Checkpoint(run, experiment.seed(), epochs, learner.step(), position, tensors);
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
