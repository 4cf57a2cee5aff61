package org.fascicle.workbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.fascicle.experiment.run.RateCurve;
import org.fascicle.workbench.RateRequest;
import org.fascicle.workbench.RunRequest;
import org.fascicle.workbench.WorkbenchException;
import org.junit.jupiter.api.Test;

class RateFinderTest {
    private static RateCurve find(double from, double to, int batches, String... changes) throws WorkbenchException {
        RunRequest run = new RunRequest("line", List.of(changes), Optional.empty(), Optional.empty(),
                OptionalLong.empty(), OptionalInt.empty(), OptionalLong.empty(), Optional.empty(), false);
        return new RateFinder(Workshop.preparation()).find(new RateRequest(run, from, to, batches, Optional.empty()),
                Workshop.picture(), new Cancellation());
    }

    @Test
    void each_rate_is_the_same_times_the_one_before() throws Exception {
        List<RateCurve.Point> points = find(1e-7, 1e-3, 41).points();
        assertEquals(41, points.size());
        assertEquals(1e-7, points.getFirst().rate());
        assertEquals(1e-3, points.getLast().rate(), 1e-15);
        for (int i = 1; i < points.size(); i++) {
            assertEquals(Math.pow(10, 0.1), points.get(i).rate() / points.get(i - 1).rate(), 1e-9);
        }
    }

    @Test
    void a_rate_too_large_ends_the_search() throws Exception {
        RateCurve curve = find(1e-3, 1e6, 60);
        assertTrue(curve.diverged());
        assertTrue(curve.points().size() < 60);
        // x lies in [0, 1) and two parameters are learned: beyond a rate of 2 a step of plain descent goes too far
        double rate = curve.steepest().orElseThrow();
        assertTrue(rate > 1e-3 && rate < 2, () -> "steepest at " + rate);
    }

    @Test
    void every_batch_is_whole_so_that_losses_compare() throws Exception {
        // eight examples to learn from, three a batch: two batches an epoch, so that ten steps take five epochs
        assertEquals(10, find(1e-9, 1e-8, 10).points().size());
    }

    @Test
    void the_same_seed_finds_the_same() throws Exception {
        assertEquals(find(1e-4, 1, 20), find(1e-4, 1, 20));
    }

    @Test
    void without_learning_the_losses_are_those_of_the_first_values() throws Exception {
        // one batch of all eight examples: each loss is the same but for the order of its sum
        List<RateCurve.Point> points = find(1e-12, 1e-11, 10, "data.batch=8").points();
        points.forEach(point -> assertEquals(points.getFirst().loss(), point.loss(), 1e-5));
    }
}
