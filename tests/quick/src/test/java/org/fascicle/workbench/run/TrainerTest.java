package org.fascicle.workbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.fascicle.activations.Identity;
import org.fascicle.data.Batch;
import org.fascicle.data.Fingerprint;
import org.fascicle.data.Split;
import org.fascicle.data.Splits;
import org.fascicle.experiment.Checkpoints;
import org.fascicle.experiment.Data;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.Training;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.Status;
import org.fascicle.layers.Dense;
import org.fascicle.nn.Metric;
import org.fascicle.nn.Progress;
import org.fascicle.tensor.Tensor;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private static final double TOLERANCE = 1e-6;

    private static Checkpoints every(int epochs) {
        return new Checkpoints(epochs, 0, 0);
    }

    @Test
    void gradient_descent_follows_its_definition() throws Exception {
        // One batch of x = 0, ½ with y = 2x + 1 = 1, 2, from w = b = 0: the loss is (1 + 4) / 2;
        // its derivatives are dw = mean of 2(ŷ - y)x = -1, db = mean of 2(ŷ - y) = -3.
        Bench bench = new Bench();
        Outcome outcome = bench.train(Bench.experiment(new Line(2, 2, 1), Bench.FROM_ZERO, 0, 2, 0.1, 2, 1));
        assertEquals(2.5, bench.epochs.get(0).train().get("loss"), TOLERANCE);
        // w = 0.1, b = 0.3: the errors are 0.3 - 1 and 0.35 - 2.
        assertEquals((0.7 * 0.7 + 1.65 * 1.65) / 2, bench.epochs.get(1).train().get("loss"), TOLERANCE);
        // dw = mean of 0 and 2·(-1.65)·½ = -0.825, db = -0.7 - 1.65 = -2.35; so w = 0.1825, b = 0.535.
        assertEquals(0.1825, bench.checkpoints.getLast().tensors().get("parameter/0.weight").get(0), TOLERANCE);
        assertEquals(0.535, bench.checkpoints.getLast().tensors().get("parameter/0.bias").get(0), TOLERANCE);
        double second = 0.1825 * 0.5 + 0.535 - 2;
        assertEquals((0.465 * 0.465 + second * second) / 2, outcome.results().get("test").get("loss"), TOLERANCE);
        assertEquals(Status.DONE, outcome.status());
        assertEquals(2, outcome.epochs());
        assertEquals(2, outcome.steps());
    }

    @Test
    void a_seed_decides_every_bit_and_another_seed_decides_others() throws Exception {
        assertEquals(losses(7), losses(7));
        assertNotEquals(losses(7), losses(8));
    }

    private static List<Long> losses(long seed) throws Exception {
        Bench bench = new Bench();
        bench.train(Bench.experiment(new Line(50, 2, 1), new Dense(1, new Identity()), 0.2, 8, 0.1, 3, seed));
        return bench.epochs.stream().flatMap(epoch -> List.of(epoch.train(), epoch.validation()).stream())
                .map(figures -> Double.doubleToLongBits(figures.get("loss"))).toList();
    }

    @Test
    void the_last_smaller_batch_is_trained_on_and_weighs_by_its_size() throws Exception {
        Line line = new Line(5, 0, 1);
        Line.Points points = line.split();
        Bench bench = new Bench();
        // A rate of 0 leaves the output at 0, so each of the five examples has the loss 1, also in the batch of one.
        bench.train(Bench.experiment(line, Bench.FROM_ZERO, 0, 2, 0, 1, 1), points, Optional.empty());
        assertEquals(List.of(1L, 2L, 3L), bench.steps);
        assertEquals(1.0, bench.epochs.getFirst().train().get("loss"), TOLERANCE);
        assertEquals(5, points.seen().size());
    }

    @Test
    void an_epoch_of_samples_takes_others_each_time_and_the_same_by_the_seed() throws Exception {
        Line line = new Line(100, 2, 1);
        Set<Integer> first = samples(line, 1, 3);
        assertEquals(30, first.size());
        assertEquals(first, samples(line, 1, 3));
        assertNotEquals(first, samples(line, 1, 4));
        // two draws of 30 of 100 have 51 different ones on average, and all 30 in common only by a miracle
        assertTrue(samples(line, 2, 3).size() > 30);
        assertTrue(samples(line, 2, 3).containsAll(first));
    }

    /** The examples seen in so many epochs of 30, in batches of 7. */
    private static Set<Integer> samples(Line line, int epochs, long seed) throws Exception {
        Line.Points points = line.split();
        Experiment all = Bench.experiment(line, Bench.FROM_ZERO, 0, 7, 0.1, epochs, seed);
        Experiment some = new Experiment(all.experiment(), all.about(), new Data(line, 0, 7, true, Optional.of(30)),
                all.model(), all.loss(), all.optimizer(), all.schedule(), all.train(), all.metrics(), all.seed(),
                all.seeds(), all.backend());
        Bench bench = new Bench();
        Outcome outcome = bench.train(some, points, Optional.empty());
        assertEquals(5L * epochs, outcome.steps());
        return Set.copyOf(points.seen());
    }

    @Test
    void a_datasets_own_validation_part_is_taken_and_nothing_set_aside() {
        Line line = new Line(10, 2, 1);
        Splits splits = new Splits(line.split(), Optional.of(new Line(4, 0, 0).split()), Optional.empty(),
                Fingerprint.of(new byte[0]));
        Parts parts = Parts.of(splits, new Data(line, 0.3, 4, true), 5);
        assertEquals(10, parts.train().size());
        assertEquals(4, parts.validation().orElseThrow().size());
    }

    @Test
    void validation_examples_are_measured_and_never_trained_on() throws Exception {
        // x·0 + 1 for all, but at a rate of 0 nothing moves: what counts is that both parts together are everything.
        Parts parts = Parts.of(new Line(10, 2, 1).open(files -> List.of(), 1),
                Bench.experiment(new Line(10, 2, 1), Bench.FROM_ZERO, 0.3, 4, 0.1, 1, 5).data(), 5);
        List<Double> train = values(parts.train());
        List<Double> validation = values(parts.validation().orElseThrow());
        assertEquals(7, train.size());
        assertEquals(3, validation.size());
        List<Double> both = new ArrayList<>(train);
        both.addAll(validation);
        assertEquals(10, both.stream().distinct().count());
        assertNotEquals(validation, values(Parts.of(new Line(10, 2, 1).open(files -> List.of(), 1),
                Bench.experiment(new Line(10, 2, 1), Bench.FROM_ZERO, 0.3, 4, 0.1, 1, 6).data(), 6).validation()
                .orElseThrow()));
    }

    private static List<Double> values(Split split) {
        Batch batch = Batch.of(split.size(), split.features());
        for (int i = 0; i < split.size(); i++) {
            split.read(i, batch, i);
        }
        return DoubleStream.of(batch.tensor("x").toDoubles()).boxed().toList();
    }

    @Test
    void a_loss_that_is_no_number_fails_the_run_with_a_reason_and_a_hint() throws Exception {
        Bench bench = new Bench();
        Outcome outcome = bench.train(Bench.experiment(new Line(10, 2, 1), Bench.FROM_ZERO, 0, 1, 1e20, 50, 1));
        assertEquals(Status.FAILED, outcome.status());
        assertTrue(outcome.reason().matches("the train loss of epoch \\d+ is (NaN|Infinity): training "
                + "diverged in step \\d+, in the (layer 0 \\(Dense\\), whose output is the first that is not "
                + "finite.*|loss: .*)"), outcome.reason());
        assertTrue(outcome.hint().contains("lower the learning rate (optimizer.learningRate is 1.0E20)"),
                outcome.hint());
        assertTrue(outcome.epochs() < 50);
        assertTrue(bench.checkpoints.stream().allMatch(checkpoint -> checkpoint.epoch() < outcome.epochs()),
                "no checkpoint of what diverged");
    }

    @Test
    void a_test_loss_that_is_no_number_fails_the_run_at_its_end() throws Exception {
        Outcome outcome = new Bench().train(Bench.experiment(new Line(4, 2, 1), Bench.FROM_ZERO, 0, 2, 0.1, 2, 1),
                new Line(4, 2, 1).split(), Optional.of(new Line(4, Double.NaN, 1).split()));
        assertEquals(Status.FAILED, outcome.status());
        assertEquals("the test loss of epoch 2 is NaN: training diverged", outcome.reason());
        assertEquals(2, outcome.epochs());
        assertTrue(Double.isFinite(outcome.results().get("train").get("loss")));
    }

    @Test
    void a_request_to_end_is_met_after_the_step_at_work_and_leaves_a_checkpoint() throws Exception {
        Bench bench = new Bench();
        bench.cancelAt = 7;
        Outcome outcome = bench.train(Bench.experiment(new Line(10, 2, 1), Bench.FROM_ZERO, 0, 2, 0.1, 9, 1));
        assertEquals(Status.INTERRUPTED, outcome.status());
        assertEquals(7, outcome.steps());
        assertEquals(1, outcome.epochs());
        assertEquals(7, bench.checkpoints.getLast().step());
        assertEquals(1, bench.checkpoints.getLast().epoch());
        assertEquals(4, bench.checkpoints.getLast().position());
    }

    @Test
    void the_schedule_sees_every_step_and_the_losses_of_past_epochs() throws Exception {
        List<Progress> seen = new ArrayList<>();
        Experiment experiment = Bench.with(Bench.experiment(new Line(4, 2, 1), Bench.FROM_ZERO, 0, 2, 0.1, 2, 1),
                (base, progress) -> {
                    seen.add(progress);
                    return 0;
                }, new Training(2, every(0), 0));
        new Bench().train(experiment);
        assertEquals(List.of(0L, 1L, 2L, 3L), seen.stream().map(Progress::step).toList());
        assertEquals(List.of(4L), seen.stream().map(Progress::totalSteps).distinct().toList());
        assertEquals(List.of(2L), seen.stream().map(Progress::stepsPerEpoch).distinct().toList());
        assertEquals(List.of(0, 0, 1, 1), seen.stream().map(progress -> progress.losses().size()).toList());
        // y = 1, 1.5, 2, 2.5 against 0: the mean square is 3.375, and at a rate of 0 it stays.
        assertEquals(3.375, seen.getLast().losses().getFirst(), TOLERANCE);
    }

    /** Examples, and as parts how many of them have a target above 0 and how many have not. */
    private record Counts() implements Metric {
        @Override
        public Tensor batch(Tensor output, Tensor target, Tensor loss) {
            Tensor positive = target.greaterThan(0).cast(loss.dtype()).sum().reshape(1);
            return Tensor.concatenate(0, List.of(positive, positive.negate().plus(target.size(0))));
        }

        @Override
        public double value(double[] sum) {
            return sum[0] + sum[1];
        }

        @Override
        public Map<String, Double> parts(double[] sum) {
            return Map.of("above", sum[0], "below", sum[1]);
        }
    }

    @Test
    void parts_of_figures_stand_in_the_results_alone_and_schedules_see_all_figures() throws Exception {
        List<Progress> seen = new ArrayList<>();
        Experiment plain = Bench.with(Bench.experiment(new Line(10, 2, -1), Bench.FROM_ZERO, 0.2, 3, 0.1, 2, 1),
                (base, progress) -> {
                    seen.add(progress);
                    return base;
                }, new Training(2, every(0), 1));
        Bench bench = new Bench();
        Outcome outcome = bench.train(new Experiment(plain.experiment(), plain.about(), plain.data(), plain.model(),
                plain.loss(), plain.optimizer(), plain.schedule(), plain.train(), Map.of("counts", new Counts()), 1, 1,
                "auto"));
        // y = 2·i/10 − 1 of ten examples: the last four are above 0
        Map<String, Double> test = outcome.results().get("test");
        assertEquals(Set.of("loss", "counts", "counts.above", "counts.below"), test.keySet());
        assertEquals(List.of(10.0, 4.0, 6.0), List.of(test.get("counts"), test.get("counts.above"),
                test.get("counts.below")));
        Map<String, Double> validation = outcome.results().get("validation");
        assertEquals(2.0, validation.get("counts.above") + validation.get("counts.below"));
        bench.epochs.forEach(epoch -> assertEquals(Set.of("loss", "counts"), epoch.validation().keySet()));
        assertEquals(List.of(2.0), seen.getLast().figures().get("counts"), "the validation examples of one epoch");
        assertEquals(seen.getLast().losses(), seen.getLast().figures().get("loss"));
    }

    @Test
    void checkpoints_and_looks_at_the_test_come_as_often_as_asked() throws Exception {
        Bench bench = new Bench();
        bench.train(Bench.with(Bench.experiment(new Line(4, 2, 1), Bench.FROM_ZERO, 0, 2, 0.1, 7, 1), null,
                new Training(7, every(3), 2)));
        assertEquals(List.of(3, 6, 7), bench.checkpoints.stream().map(checkpoint -> checkpoint.epoch()).toList());
        assertEquals(List.of(2, 4, 6), bench.epochs.stream().filter(epoch -> !epoch.test().isEmpty())
                .map(RunEvent.Epoch::epoch).toList());
    }

    @Test
    void looking_at_the_test_changes_nothing() throws Exception {
        Bench with = new Bench();
        Bench without = new Bench();
        Experiment experiment = Bench.experiment(new Line(20, 2, 1), new Dense(1, new Identity()), 0.2, 3, 0.1, 3, 4);
        with.train(Bench.with(experiment, null, new Training(3, every(1), 1)));
        without.train(experiment);
        assertEquals(without.checkpoints.getLast().tensors(), with.checkpoints.getLast().tensors());
    }

    @Test
    void an_example_that_cannot_be_read_ends_the_run_with_its_own_words() {
        Loader.ReadException failure = assertThrows(Loader.ReadException.class, () -> new Bench().train(
                Bench.experiment(new Line(10, 2, 1, 6, false), Bench.FROM_ZERO, 0, 2, 0.1, 1, 1)));
        assertTrue(failure.getMessage().contains("example 6 is broken"), failure.getMessage());
    }

    @Test
    void a_listener_that_throws_hears_no_more_and_the_others_do() {
        List<RunEvent> heard = new ArrayList<>();
        List<RunEvent> before = new ArrayList<>();
        Listeners listeners = new Listeners(List.of(event -> {
            before.add(event);
            throw new IllegalStateException("a listener's own fault");
        }, heard::add));
        RunEvent event = new RunEvent.Epoch(1, 1, 1, 1, Map.of(), Map.of(), Map.of());
        listeners.event(event);
        listeners.event(event);
        listeners.progress(1, 1, 1);
        assertEquals(1, before.size());
        assertEquals(List.of(event, event), heard);
    }
}
