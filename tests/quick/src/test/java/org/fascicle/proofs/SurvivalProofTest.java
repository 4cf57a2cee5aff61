package org.fascicle.proofs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.fascicle.compiler.step.Variable;
import org.fascicle.experiment.EarlyStopping;
import org.fascicle.experiment.Training;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.experiment.run.Status;

/** Runs that are broken off and gone on with, and runs beside each other, have the bits of a run alone and unbroken. */
class SurvivalProofTest {
    private static final long SEED = 5;
    private static final long LIMIT_SECONDS = 60;

    private static Course unbroken(Machine machine, long seed) throws Exception {
        Course course = new Course(seed);
        assertEquals(Status.DONE, course.train(machine, 2).status());
        return course;
    }

    /** A course that somebody cancels after a number of steps. */
    private static Course cancelledAfter(int wanted, Machine machine, Optional<Course> before) throws Exception {
        AtomicInteger steps = new AtomicInteger();
        Course[] self = new Course[1];
        Course course = new Course(SEED, () -> {
            if (steps.incrementAndGet() == wanted) {
                self[0].cancellation.request();
            }
        }, () -> { });
        self[0] = course;
        assertEquals(Status.INTERRUPTED, course.train(machine, 1, before).status());
        return course;
    }

    private static void assertSame(Course expected, Course actual, String what) {
        assertEquals(expected.values(), actual.values(), what);
        assertEquals(expected.figures(), actual.figures(), what);
        assertEquals(expected.checkpoints.getLast().step(), actual.checkpoints.getLast().step(), what);
    }

    @OnEachBackend
    void a_run_that_is_cancelled_after_any_step_and_resumed_ends_with_the_bits_of_the_unbroken_run(Machine machine)
            throws Exception {
        Course expected = unbroken(machine, SEED);
        for (int step = 1; step <= Course.EPOCHS * Course.STEPS; step++) {
            Course broken = cancelledAfter(step, machine, Optional.empty());
            Checkpoint kept = broken.checkpoints.getLast();
            assertEquals(step, kept.step());
            assertTrue(kept.position() > 0, "in the midst of an epoch");
            assertTrue(kept.tensors().keySet().stream().anyMatch(Variable.Kind.METRIC::isOf),
                    "with its figures so far");
            Course resumed = new Course(SEED);
            assertEquals(Status.DONE, resumed.train(machine, 2, Optional.of(broken)).status());
            assertSame(expected, resumed, "cancelled after step " + step);
        }
    }

    @OnEachBackend
    void a_run_that_gathers_averages_and_stops_early_has_the_bits_of_the_unbroken_run_after_any_cancellation(
            Machine machine) throws Exception {
        UnaryOperator<Training> all = usual -> usual.withAccumulate(4).withAverage(0.9)
                .withEarlyStopping(new EarlyStopping("accuracy", 1, 2, EarlyStopping.Mode.AUTO));
        Course expected = new Course(SEED).with(all);
        assertEquals(Status.DONE, expected.train(machine, 2).status());
        // nothing is better by 2 than the accuracy of the first epoch, and patience is for one epoch
        assertEquals(2, expected.epochs.size());
        for (int batch = 1; batch <= 2 * Course.STEPS; batch++) {
            int wanted = batch;
            AtomicInteger batches = new AtomicInteger();
            Course[] self = new Course[1];
            self[0] = new Course(SEED, () -> {
                if (batches.incrementAndGet() == wanted) {
                    self[0].cancellation.request();
                }
            }, () -> { }).with(all);
            assertEquals(Status.INTERRUPTED, self[0].train(machine, 1).status());
            Course resumed = new Course(SEED).with(all);
            assertEquals(Status.DONE, resumed.train(machine, 2, Optional.of(self[0])).status());
            assertSame(expected, resumed, "cancelled after batch " + batch);
            assertEquals(expected.bests.getLast(), resumed.bests.getLast());
        }
    }

    @OnEachBackend
    void a_run_that_is_cancelled_again_and_again_ends_with_the_bits_of_the_unbroken_run(Machine machine)
            throws Exception {
        Course expected = unbroken(machine, SEED);
        Course broken = cancelledAfter(4, machine, Optional.empty());
        for (int time = 0; time < 3; time++) {
            broken = cancelledAfter(3, machine, Optional.of(broken));
        }
        Course resumed = new Course(SEED);
        resumed.train(machine, 2, Optional.of(broken));
        assertSame(expected, resumed, "cancelled after steps 4, 7, 10 and 13");
    }

    @OnEachBackend
    void a_run_that_is_cancelled_while_it_validates_keeps_the_figures_of_the_epoch(Machine machine) throws Exception {
        Course expected = unbroken(machine, SEED);
        Course[] self = new Course[1];
        Course broken = new Course(SEED, () -> { }, () -> self[0].cancellation.request());
        self[0] = broken;
        assertEquals(Status.INTERRUPTED, broken.train(machine, 2).status());
        assertEquals(Course.STEPS, broken.checkpoints.getLast().step());
        assertEquals(0, broken.epochs.size(), "the epoch is not told before it is validated");
        Course resumed = new Course(SEED);
        resumed.train(machine, 2, Optional.of(broken));
        assertSame(expected, resumed, "cancelled in validation");
    }

    @OnEachBackend
    void two_runs_at_once_with_half_the_threads_each_have_the_bits_of_each_alone(Machine machine) throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        List<Course> courses = List.of(SEED, SEED + 1).stream().map(seed -> new Course(seed, () -> {
            try {
                together.await(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException("the other run did not keep step", e);
            }
        }, () -> { })).toList();
        List<FutureTask<Status>> runs = courses.stream()
                .map(course -> new FutureTask<>(() -> course.train(machine, 1).status())).toList();
        runs.forEach(run -> Thread.ofPlatform().start(run));
        for (FutureTask<Status> run : runs) {
            assertEquals(Status.DONE, run.get(LIMIT_SECONDS, TimeUnit.SECONDS));
        }
        assertSame(unbroken(machine, SEED), courses.getFirst(), "the first run");
        assertSame(unbroken(machine, SEED + 1), courses.getLast(), "the second run");
        assertNotEquals(courses.getFirst().values(), courses.getLast().values());
    }

    @OnEachBackend
    void metrics_are_read_once_an_epoch(Machine machine) throws Exception {
        Counting counting = new Counting(machine.backend());
        AtomicInteger atLastStep = new AtomicInteger();
        AtomicInteger[] step = {new AtomicInteger()};
        Course course = new Course(SEED, () -> {
            if (step[0].getAndIncrement() % Course.STEPS > 0) {
                assertEquals(atLastStep.get(), counting.reads(), "something was read between two steps");
            }
            atLastStep.set(counting.reads());
        }, () -> { });
        assertEquals(Status.DONE, course.train(new Machine(counting), 2).status());
        int variables = course.values().size();
        // Training, and validation behind it: the loss and the accuracy of each; then the checkpoint of the epoch.
        // Before the first, the state that is gone back to when it diverges; after the last, the test.
        assertEquals(variables + Course.EPOCHS * (2 + 2 + variables) + 2, counting.reads());
    }
}
