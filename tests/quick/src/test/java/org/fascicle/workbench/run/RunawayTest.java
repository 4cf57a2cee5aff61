package org.fascicle.workbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fascicle.activations.Identity;
import org.fascicle.experiment.Checkpoints;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.Training;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.Status;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.layers.Dense;
import org.fascicle.nn.Optimizer;
import org.fascicle.optimizers.Adam;
import org.fascicle.optimizers.Sgd;
import org.junit.jupiter.api.Test;

/** A loss whose numbers stay numbers may have diverged all the same; high ones need not have. */
class RunawayTest {
    private static final Map<String, HostTensor> WEIGHTS = Map.of(
            "parameter/0.weight", HostTensor.of(Shape.of(2), 3.0, -4e30),
            "parameter/0.bias", HostTensor.of(Shape.of(1), 7.0),
            "slot/adam/0.weight", HostTensor.of(Shape.of(1), 9e30));

    private static Optional<String> told(List<Double> losses, double first) {
        Runaway runaway = new Runaway();
        for (int epoch = 1; epoch <= losses.size(); epoch++) {
            double loss = losses.get(epoch - 1);
            Optional<String> verdict = runaway.isSuspect(loss) ? runaway.verdict(epoch, loss, first, WEIGHTS)
                    : Optional.empty();
            if (verdict.isPresent()) {
                return verdict;
            }
            runaway.passed(loss);
        }
        return Optional.empty();
    }

    @Test
    void two_epochs_beyond_a_million_first_losses_are_a_divergence_told_with_the_largest_weight() {
        assertEquals(Optional.of("the train loss of epoch 3 is 5.000e+29, where the first weights had 1.1000: training "
                + "diverged; the largest weight is 4.000e+30, in 0.weight"),
                told(List.of(0.9, 4e29, 5e29, 1.0, 1.0), 1.1));
    }

    @Test
    void weights_that_tell_a_thousand_times_less_than_the_first_are_no_success_at_the_end() {
        assertEquals(Optional.of("the train loss of epoch 60 is 785274.0000, where the first weights had 1.1000: "
                + "training diverged; the largest weight is 4.000e+30, in 0.weight"),
                Runaway.verdictAtEnd(60, 785_274, 352_072, 1.1, WEIGHTS));
        assertTrue(Runaway.verdictAtEnd(1, 1200, Double.NaN, 1.1, WEIGHTS).isPresent());
    }

    @Test
    void an_end_that_is_merely_bad_is_one() {
        assertEquals(Optional.empty(), Runaway.verdictAtEnd(1, 1000, 1000, 1.1, WEIGHTS), "below a thousandfold");
        assertEquals(Optional.empty(), Runaway.verdictAtEnd(1, 9e10, 9e10, 1e8, WEIGHTS), "large units");
        assertEquals(Optional.empty(), Runaway.verdictAtEnd(1, 900, 900, 1e-12, WEIGHTS), "all but nothing at first");
        assertEquals(Optional.empty(), Runaway.verdictAtEnd(1, 9e9, 0.3, 1.1, WEIGHTS), "a peak within the last epoch");
    }

    @Test
    void a_peak_that_passes_is_none() {
        assertEquals(Optional.empty(), told(List.of(0.9, 4e9, 0.8, 4e9, 0.7), 1.1));
    }

    @Test
    void examples_in_large_units_are_none() {
        assertEquals(Optional.empty(), told(List.of(8e10, 6e10, 3e10, 2e10), 9e10));
        assertEquals(Optional.empty(), told(List.of(8e15, 6e15, 3e15), 9e10), "a ten-thousandfold is none yet");
    }

    @Test
    void a_loss_that_began_at_all_but_nothing_has_to_pass_the_million_itself() {
        assertEquals(Optional.empty(), told(List.of(1e-9, 3e5, 9e5), 1e-12));
        assertTrue(told(List.of(1e-9, 3e6, 9e6), 1e-12).isPresent());
    }

    private static Outcome train(Bench bench, Line line, Optimizer optimizer, int epochs) throws Exception {
        Experiment e = Bench.experiment(line, new Dense(1, new Identity()), 0.2, 4, 0.1, epochs, 1);
        return bench.train(new Experiment(e.experiment(), e.about(), e.data(), e.model(), e.loss(), optimizer,
                e.schedule(), new Training(epochs, Checkpoints.usual(), 0), e.metrics(), e.seed(), e.seeds(),
                e.backend()));
    }

    @Test
    void adam_with_a_rate_of_1e10_fails_the_run_in_its_second_epoch_and_tells_the_remedy() throws Exception {
        Bench bench = new Bench();
        Outcome outcome = train(bench, new Line(20, 2, 1), new Adam(1e10), 30);
        assertEquals(Status.FAILED, outcome.status());
        assertEquals(2, outcome.epochs());
        assertTrue(outcome.reason().matches("the train loss of epoch 2 is \\d\\.\\d{3}e\\+\\d\\d, where the first "
                + "weights had \\d\\.\\d{4}: training diverged; the largest weight is \\d\\.\\d{3}e\\+(09|10), in "
                + "0\\.(weight|bias)"),
                outcome.reason());
        assertTrue(outcome.hint().startsWith("lower the learning rate (optimizer.learningRate is 1.0E10)"),
                outcome.hint());
    }

    @Test
    void a_rate_that_is_too_large_by_a_little_fails_the_run_at_its_end_and_leaves_no_checkpoint_of_it()
            throws Exception {
        Bench bench = new Bench();
        // descent on a bowl multiplies the error by 1 - rate * curvature in each step
        Outcome outcome = train(bench, new Line(20, 2, 1), new Sgd(1.3), 2);
        assertEquals(Status.FAILED, outcome.status(), () -> bench.epochs.toString());
        double last = bench.epochs.getLast().train().get("loss");
        assertTrue(last > 1e3 && last < 1e12, "the numbers are numbers: " + last);
        assertTrue(bench.checkpoints.stream().allMatch(checkpoint -> checkpoint.epoch() < 2));
    }

    @Test
    void targets_of_hundreds_of_thousands_are_learned_to_the_end() throws Exception {
        Bench bench = new Bench();
        Outcome outcome = train(bench, new Line(20, 2e5, 3e5), new Sgd(0.1), 30);
        assertEquals(Status.DONE, outcome.status(), outcome.reason());
        // a mean square of 1.6e11 at first
        assertTrue(bench.epochs.getFirst().train().get("loss") > Runaway.MULTIPLE);
    }

    @Test
    void asking_for_the_first_loss_changes_no_bit_of_what_follows() throws Exception {
        Bench asked = new Bench();
        train(asked, new Line(20, 2e5, 3e5), new Sgd(0.01), 6);
        Bench bare = new Bench();
        train(bare, new Line(20, 2e5, 3e5), new Sgd(0.01), 1);
        // the run of one epoch asks behind it, the other first behind its second, and both have the same first epoch
        assertEquals(figures(bare.epochs.getFirst()), figures(asked.epochs.getFirst()));
        assertEquals(6, asked.epochs.size());
        double before = Double.POSITIVE_INFINITY;
        for (RunEvent.Epoch epoch : asked.epochs) {
            assertTrue(epoch.train().get("loss") < before, "descent goes on from where it was");
            before = epoch.train().get("loss");
        }
    }

    private static List<Map<String, Double>> figures(RunEvent.Epoch epoch) {
        return List.of(epoch.train(), epoch.validation());
    }
}
