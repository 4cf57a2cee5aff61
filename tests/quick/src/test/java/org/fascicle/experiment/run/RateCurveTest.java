package org.fascicle.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RateCurveTest {
    private static RateCurve of(double... losses) {
        RateCurve curve = new RateCurve("any", List.of());
        for (int i = 0; i < losses.length; i++) {
            curve = curve.with(Math.pow(10, -7 + 0.1 * i), losses[i]);
        }
        return curve;
    }

    @Test
    void the_running_mean_weighs_a_step_less_the_longer_it_is_past() {
        List<RateCurve.Point> points = of(1, 2, 4).points();
        assertEquals(1, points.get(0).smooth(), 1e-12);
        assertEquals((0.9 * 1 + 2) / 1.9, points.get(1).smooth(), 1e-12);
        assertEquals((0.81 * 1 + 0.9 * 2 + 4) / 2.71, points.get(2).smooth(), 1e-12);
    }

    @Test
    void a_loss_that_never_falls_has_no_steepest_place() {
        assertEquals(Optional.empty(), of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10).steepest());
    }

    @Test
    void the_steepest_place_lies_where_the_loss_falls_and_not_where_it_is_lowest() {
        double[] losses = new double[60];
        // flat, then a logistic fall about step 30, then flat
        for (int i = 0; i < losses.length; i++) {
            losses[i] = 1 / (1 + Math.exp((i - 30) / 2.0));
        }
        double rate = of(losses).steepest().orElseThrow();
        double step = (Math.log10(rate) + 7) / 0.1;
        assertTrue(step >= 30 && step <= 36, () -> "the running mean falls a few steps later than the loss: " + step);
    }

    @Test
    void a_fall_from_a_height_that_came_after_the_smallest_loss_is_none() {
        double[] losses = new double[60];
        // a gentle fall to step 25, a hill as high as 3, and a steep fall from there to 0.5
        for (int i = 0; i < losses.length; i++) {
            losses[i] = i < 25 ? 1 - 0.03 * i : i < 40 ? 3 : 0.6;
        }
        double rate = of(losses).steepest().orElseThrow();
        assertTrue(rate < Math.pow(10, -7 + 2.5), () -> "on the hill: " + rate);
    }

    @Test
    void it_diverged_when_the_mean_is_four_times_the_smallest_or_no_number() {
        assertFalse(of(1, 1.5, 2).diverged());
        assertTrue(of(1, 1, 1, 100).diverged());
        assertTrue(of(1, Double.NaN).diverged());
        assertTrue(of(1, Double.POSITIVE_INFINITY).diverged());
    }
}
