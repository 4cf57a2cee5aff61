package org.fascicle.workbench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fascicle.activations.Identity;
import org.fascicle.backend.Backend;
import org.fascicle.backend.Limits;
import org.fascicle.backend.Session;
import org.fascicle.backend.reference.ReferenceBackend;
import org.fascicle.compiler.step.Learner;
import org.fascicle.compiler.step.Task;
import org.fascicle.data.Fingerprint;
import org.fascicle.data.Split;
import org.fascicle.data.Splits;
import org.fascicle.experiment.Checkpoints;
import org.fascicle.experiment.Data;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.Model;
import org.fascicle.experiment.Training;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunListener;
import org.fascicle.initializers.Zeros;
import org.fascicle.layers.Dense;
import org.fascicle.losses.MeanSquaredError;
import org.fascicle.losses.Reduction;
import org.fascicle.nn.Layer;
import org.fascicle.nn.Schedule;
import org.fascicle.optimizers.Sgd;

/** Trains small experiments on the reference backend, and keeps what they tell. */
final class Bench implements Journal, RunListener {
    static final Layer FROM_ZERO = new Dense(1, new Identity(), true, new Zeros(), new Zeros());
    final List<RunEvent.Epoch> epochs = new ArrayList<>();
    final List<Checkpoint> checkpoints = new ArrayList<>();
    final List<Checkpoint> bests = new ArrayList<>();
    final List<RunEvent> events = new ArrayList<>();
    final List<Long> steps = new ArrayList<>();
    final Cancellation cancellation = new Cancellation();
    int cancelAt = -1;

    static Experiment experiment(Line line, Layer layer, double validation, int batch, double rate, int epochs,
            long seed) {
        return new Experiment("line", "", new Data(line, validation, batch, true), Model.of(layer),
                new MeanSquaredError(Reduction.MEAN), new Sgd(rate), Optional.empty(),
                new Training(epochs, Checkpoints.usual(), 0), Map.of(), seed, 1, "auto");
    }

    static Experiment with(Experiment e, Schedule schedule, Training training) {
        return new Experiment(e.experiment(), e.about(), e.data(), e.model(), e.loss(), e.optimizer(),
                Optional.ofNullable(schedule), training, e.metrics(), e.seed(), e.seeds(), e.backend());
    }

    Outcome train(Experiment experiment) throws Exception {
        return train(experiment, ((Line) experiment.data().use()).split(), Optional.of(
                ((Line) experiment.data().use()).split()));
    }

    Outcome train(Experiment experiment, Split train, Optional<Split> test) throws Exception {
        Parts parts = Parts.of(new Splits(train, test,
                Fingerprint.of(new byte[0])), experiment.data(), experiment.seed());
        Backend backend = new ReferenceBackend();
        try (Session session = backend.open(backend.devices().getFirst(), Limits.unlimited())) {
            Learner learner = new Learner(new Task(experiment.objective(), Trainer.update(experiment),
                    experiment.metrics(), train.features()), backend, session, experiment.seed());
            Trainer.prepare(learner, experiment, experiment.data().batchOf(parts.train().size()));
            return new Trainer("line-1", experiment, learner, parts, this, this, cancellation).train();
        }
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
        events.add(event);
    }

    @Override
    public void progress(int epoch, long step, long stepsOfEpoch) {
        steps.add(step);
        if (steps.size() == cancelAt) {
            cancellation.request();
        }
    }
}
