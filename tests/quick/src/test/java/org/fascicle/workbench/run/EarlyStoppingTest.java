package org.fascicle.workbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.fascicle.experiment.Checkpoints;
import org.fascicle.experiment.EarlyStopping;
import org.fascicle.experiment.EarlyStopping.Mode;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.Training;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.Status;
import org.fascicle.nn.Schedule;
import org.junit.jupiter.api.Test;

/** Runs that end before their last epoch, and the weights that they are judged by. */
class EarlyStoppingTest {
    private static final int GOOD = 3;
    /** Three epochs of descent, then steps so wide that each makes the loss larger. */
    private static final Schedule SPOILED = (base, progress) -> progress.losses().size() < GOOD ? base : 2.5;

    private static Experiment experiment(int epochs, EarlyStopping rule) {
        Experiment line = Bench.experiment(new Line(20, 2, 1), Bench.FROM_ZERO, 0.2, 16, 0.1, epochs, 3);
        return Bench.with(line, SPOILED, new Training(epochs, new Checkpoints(1, 0, 0), 0).withEarlyStopping(rule));
    }

    @Test
    void the_test_is_about_the_weights_of_the_best_epoch() throws Exception {
        Bench stopped = new Bench();
        Outcome outcome = stopped.train(experiment(9, new EarlyStopping("loss", 2, 0, Mode.AUTO)));
        assertEquals(Status.DONE, outcome.status());
        assertEquals(GOOD + 2, outcome.epochs(), "two epochs without anything better");
        assertEquals(GOOD, stopped.bests.getLast().epoch());
        assertEquals(GOOD + 2, stopped.checkpoints.getLast().epoch(), "the last state is kept beside the best");
        assertNotEquals(stopped.bests.getLast().tensors(), stopped.checkpoints.getLast().tensors());
        Bench short3 = new Bench();
        Outcome of3 = short3.train(experiment(GOOD, EarlyStopping.never()));
        assertEquals(of3.results(), outcome.results(), "the figures of a run that ends with the best epoch");
        assertEquals(new RunEvent.Best(GOOD, "validation.loss", of3.results().get("validation").get("loss"), 2, true),
                stopped.events.stream().filter(RunEvent.Best.class::isInstance).findFirst().orElseThrow());
    }

    @Test
    void without_patience_the_run_goes_to_its_end_and_the_best_epoch_is_kept_all_the_same() throws Exception {
        Bench bench = new Bench();
        Outcome outcome = bench.train(experiment(6, EarlyStopping.never()));
        assertEquals(6, outcome.epochs());
        assertEquals(List.of(1, 2, GOOD), bench.bests.stream().map(best -> best.epoch()).toList());
        assertTrue(outcome.results().get("test").get("loss") > 10, "the figures of what became of it");
        assertTrue(bench.events.stream().noneMatch(RunEvent.Best.class::isInstance));
    }

    @Test
    void a_gain_below_the_minimum_is_none() throws Exception {
        Bench bench = new Bench();
        // the first loss is finite and above 0, so none can be better by as much as itself and more
        bench.train(experiment(9, new EarlyStopping("train.loss", 1, 100, Mode.MIN)));
        assertEquals(2, bench.epochs.size());
        assertEquals(1, bench.bests.getLast().epoch());
    }

    @Test
    void upward_means_that_larger_is_better() throws Exception {
        Bench bench = new Bench();
        bench.train(experiment(9, new EarlyStopping("loss", 2, 0, Mode.MAX)));
        assertEquals(GOOD, bench.epochs.size(), "the loss falls in epochs 2 and 3");
        assertEquals(1, bench.bests.getLast().epoch());
    }

    @Test
    void a_figure_that_is_not_there_is_refused_with_those_that_are() {
        assertEquals("train.earlyStopping.metric is `los`, and the figures are loss; did you mean `loss`?",
                refused("los"));
        assertTrue(refused("test.loss").contains("the test is to be no part of training"));
        Experiment all = experiment(9, new EarlyStopping("validation.loss", 1, 0, Mode.AUTO));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> BestEpoch.of(all, false)).getMessage()
                .endsWith("there are no validation examples; give data.validation, or write train.loss"));
    }

    private static String refused(String metric) {
        return assertThrows(IllegalArgumentException.class, () -> BestEpoch.of(experiment(9,
                new EarlyStopping(metric, 1, 0, Mode.AUTO)), true)).getMessage();
    }
}
