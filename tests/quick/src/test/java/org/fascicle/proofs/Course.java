package org.fascicle.proofs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.fascicle.activations.Identity;
import org.fascicle.activations.Tanh;
import org.fascicle.backend.Session;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.Task;
import org.fascicle.data.Batch;
import org.fascicle.data.Feature;
import org.fascicle.data.Split;
import org.fascicle.data.Splits;
import org.fascicle.datasets.Moons;
import org.fascicle.experiment.Checkpoints;
import org.fascicle.experiment.Data;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.Model;
import org.fascicle.experiment.Training;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunListener;
import org.fascicle.graph.HostTensor;
import org.fascicle.layers.BatchNorm;
import org.fascicle.layers.Dense;
import org.fascicle.layers.Dropout;
import org.fascicle.losses.CrossEntropy;
import org.fascicle.metrics.Accuracy;
import org.fascicle.optimizers.Adam;
import org.fascicle.workbench.run.Cancellation;
import org.fascicle.workbench.run.Journal;
import org.fascicle.workbench.run.Outcome;
import org.fascicle.workbench.run.Parts;
import org.fascicle.workbench.run.Trainer;

/**
 * A short training run in which everything remembers something: Adam's moments, running statistics, masks that depend
 * on the step, an order of examples for each epoch, a last short batch, a rate that looks back at past losses.
 */
final class Course implements Journal, RunListener {
    static final int EPOCHS = 3;
    /** 90 examples in batches of 16: five whole ones and one of ten. */
    static final int STEPS = 6;
    private static final int EXAMPLES = 90;
    private static final int ASIDE = 20;
    final List<RunEvent.Epoch> epochs = new ArrayList<>();
    final List<Checkpoint> checkpoints = new ArrayList<>();
    final List<Checkpoint> bests = new ArrayList<>();
    final Cancellation cancellation = new Cancellation();
    private final long seed;
    private final Runnable afterStep;
    private final Runnable whileValidating;
    private UnaryOperator<Training> training = UnaryOperator.identity();

    Course(long seed) {
        this(seed, () -> { }, () -> { });
    }

    /**
     * @param afterStep done after each step
     * @param whileValidating done when an example for validation is read
     */
    Course(long seed, Runnable afterStep, Runnable whileValidating) {
        this.seed = seed;
        this.afterStep = afterStep;
        this.whileValidating = whileValidating;
    }

    /** The same with another way of training. */
    Course with(UnaryOperator<Training> other) {
        training = other;
        return this;
    }

    private Experiment experiment() {
        return new Experiment("moons", "", new Data(new Moons(EXAMPLES + ASIDE, 40, 0.1), ASIDE, 16, true),
                Model.of(new Dense(12, new Identity()), new BatchNorm(0.1, 1e-5, true, true), new Dropout(0.2),
                        new Dense(12, new Tanh()), new Dense(2, new Identity())),
                new CrossEntropy(), new Adam(0.02), Optional.of((base, progress) -> base
                        / (1 + progress.step() + progress.losses().stream().mapToDouble(loss -> loss).sum())),
                training.apply(new Training(EPOCHS, new Checkpoints(1, 0, 0), 0)),
                Map.of("accuracy", new Accuracy(0.5)), seed, 1, "auto");
    }

    /** Trains from the start. */
    Outcome train(Machine machine, int threads) throws Exception {
        return train(machine, threads, Optional.empty());
    }

    /**
     * Trains.
     *
     * @param broken a course that was broken off, whose last checkpoint is gone on from
     */
    Outcome train(Machine machine, int threads, Optional<Course> broken) throws Exception {
        Experiment experiment = experiment();
        Splits splits = experiment.data().use().open(files -> List.of(), seed);
        Parts drawn = Parts.of(splits, experiment.data(), seed);
        Parts parts = new Parts(drawn.train(), drawn.validation().map(Watched::new), drawn.test());
        try (Session session = machine.open(threads)) {
            Learner learner = new Learner(new Task(experiment.objective(), Trainer.update(experiment),
                    experiment.metrics(), splits.train().features()), machine.backend(), session, seed);
            Trainer.prepare(learner, experiment, experiment.data().batch());
            Trainer trainer = new Trainer("moons", experiment, learner, parts, this, this, cancellation);
            if (broken.isPresent()) {
                Checkpoint last = broken.get().checkpoints.getLast();
                List<RunEvent.Epoch> done = broken.get().epochs.subList(0, last.epoch());
                trainer.resume(last, done);
                epochs.addAll(done);
                bests.addAll(broken.get().bests);
            }
            return trainer.train();
        }
    }

    /** The weights and everything beside them at the end. */
    Map<String, HostTensor> values() {
        return checkpoints.getLast().tensors();
    }

    /** The figures of each epoch. */
    List<List<Map<String, Double>>> figures() {
        return epochs.stream().map(epoch -> List.of(epoch.train(), epoch.validation())).toList();
    }

    @Override
    public void epoch(RunEvent.Epoch epoch) {
        epochs.add(epoch);
    }

    @Override
    public void checkpoint(Checkpoint checkpoint) {
        checkpoints.add(checkpoint);
    }

    @Override
    public void best(Checkpoint checkpoint, Map<String, String> words) {
        bests.add(checkpoint);
    }

    @Override
    public Checkpoint best() {
        return bests.getLast();
    }

    @Override
    public void event(RunEvent event) {
    }

    @Override
    public void progress(int epoch, long step, long steps) {
        afterStep.run();
    }

    /** Examples for validation, of which it is known when they are read. */
    private final class Watched implements Split {
        private final Split split;

        private Watched(Split split) {
            this.split = split;
        }

        @Override
        public int size() {
            return split.size();
        }

        @Override
        public List<Feature> features() {
            return split.features();
        }

        @Override
        public void read(int example, Batch batch, int place) {
            whileValidating.run();
            split.read(example, batch, place);
        }
    }
}
