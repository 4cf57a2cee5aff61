package org.fascicle.optimizers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.fascicle.nn.Progress;
import org.fascicle.nn.Schedule;
import org.junit.jupiter.api.Test;

class SchedulesTest {
    @Test
    void constant_never_moves() {
        assertEquals(0.3, new ConstantRate().learningRate(0.3, at(0)));
        assertEquals(0.3, new ConstantRate().learningRate(0.3, at(999)));
    }

    @Test
    void constant_may_begin_with_a_share() {
        assertEquals(0.075, new ConstantRate(0.25, 6).learningRate(0.3, at(5)), 1e-15);
        assertEquals(0.3, new ConstantRate(0.25, 6).learningRate(0.3, at(6)));
    }

    @Test
    void schedules_of_a_sequence_count_from_where_they_begin_to_where_the_next_does() {
        // a straight way from 1 to 0 over its own time, which is 300 steps, and 900 of the run's 1200
        Schedule way = new PolynomialRate(0, 1, 0);
        Schedule sequence = new Sequence(List.of(way, way), List.of(300L));
        assertEquals(0.5, sequence.learningRate(0.5, at(0)), 1e-15);
        assertEquals(0.25, sequence.learningRate(0.5, at(150)), 1e-15);
        assertEquals(0.5, sequence.learningRate(0.5, at(300)), 1e-15);
        assertEquals(0.25, sequence.learningRate(0.5, at(750)), 1e-15);
        assertEquals("each schedule but the first has a step at which it begins: 2 schedules, and 0 starts",
                assertThrows(IllegalArgumentException.class, () -> new Sequence(List.of(way, way), List.of()))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Sequence(List.of(way, way, way), List.of(5L, 5L)));
    }

    @Test
    void cosine_falls_from_the_base_to_the_minimum_over_the_run() {
        CosineRate cosine = new CosineRate(0, 0.1);
        assertEquals(0.5, cosine.learningRate(0.5, at(0)), 1e-15);
        assertEquals(0.1 + 0.4 * 0.75, cosine.learningRate(0.5, at(400)), 1e-15);
        assertEquals(0.3, cosine.learningRate(0.5, at(600)), 1e-15);
        assertEquals(0.1, cosine.learningRate(0.5, at(1200)), 1e-15);
    }

    @Test
    void cosine_over_given_steps_rises_again_behind_them() {
        CosineRate cosine = new CosineRate(40, 0);
        assertEquals(0.25, cosine.learningRate(0.5, at(20)), 1e-15);
        assertEquals(0, cosine.learningRate(0.5, at(40)), 1e-15);
        assertEquals(0.25, cosine.learningRate(0.5, at(60)), 1e-15);
        assertEquals(0.5, cosine.learningRate(0.5, at(80)), 1e-15);
    }

    @Test
    void step_multi_step_and_exponential_move_between_epochs_only() {
        Schedule step = new StepRate(2, 0.5);
        assertEquals(0.8, step.learningRate(0.8, at(199)));
        assertEquals(0.4, step.learningRate(0.8, at(200)));
        assertEquals(0.4, step.learningRate(0.8, at(399)));
        assertEquals(0.2, step.learningRate(0.8, at(400)));
        Schedule several = new MultiStepRate(List.of(1, 7), 0.1);
        assertEquals(0.8, several.learningRate(0.8, at(99)));
        assertEquals(0.08, several.learningRate(0.8, at(100)), 1e-15);
        assertEquals(0.008, several.learningRate(0.8, at(700)), 1e-15);
        assertEquals(0.8 * 0.81, new ExponentialRate(0.9).learningRate(0.8, at(299)), 1e-15);
    }

    @Test
    void polynomial_and_linear_end_with_the_run_and_stay() {
        Schedule square = new PolynomialRate(0, 2, 0.1);
        assertEquals(0.5, square.learningRate(0.5, at(0)), 1e-15);
        assertEquals(0.1 + 0.4 * 0.25, square.learningRate(0.5, at(600)), 1e-15);
        assertEquals(0.1, square.learningRate(0.5, at(1300)), 1e-15);
        Schedule line = new LinearRate(300, 1, 0.5);
        assertEquals(0.75 * 0.2, line.learningRate(0.2, at(150)), 1e-15);
        assertEquals(0.1, line.learningRate(0.2, at(1200)), 1e-15);
    }

    @Test
    void warm_up_reaches_the_first_rate_of_the_schedule_behind_it_which_ends_with_the_run() {
        Schedule warm = new WarmUp(200, new CosineRate(0, 0));
        assertEquals(0.5 / 200, warm.learningRate(0.5, at(0)), 1e-15);
        assertEquals(0.5, warm.learningRate(0.5, at(199)), 1e-15);
        assertEquals(0.5, warm.learningRate(0.5, at(200)), 1e-15);
        assertEquals(0.25, warm.learningRate(0.5, at(700)), 1e-15);
        assertEquals(0, warm.learningRate(0.5, at(1200)), 1e-15);
    }

    @Test
    void one_cycle_has_the_optimizers_own_rate_at_its_top() {
        Schedule cycle = new OneCycleRate(0.25, 10, 100, false, OneCycleRate.Curve.LINEAR);
        assertEquals(0.05, cycle.learningRate(0.5, at(0)), 1e-15);
        assertEquals(0.5, cycle.learningRate(0.5, at(299)), 1e-15);
        assertEquals(0.0005, cycle.learningRate(0.5, at(1199)), 1e-15);
    }

    @Test
    void cycles_rise_to_the_maximum_and_may_shrink() {
        Schedule cyclic = new CyclicRate(0.9, 60, 40, CyclicRate.Mode.TRIANGULAR2, 1);
        assertEquals(0.1, cyclic.learningRate(0.1, at(0)), 1e-15);
        assertEquals(0.9, cyclic.learningRate(0.1, at(60)), 1e-15);
        assertEquals(0.5, cyclic.learningRate(0.1, at(80)), 1e-15);
        assertEquals(0.5, cyclic.learningRate(0.1, at(160)), 1e-15);
    }

    @Test
    void warm_restarts_move_within_epochs_and_take_longer_each_time() {
        Schedule waves = new WarmRestarts(1, 2, 0);
        assertEquals(0.25, waves.learningRate(0.5, at(50)), 1e-15);
        assertEquals(0.5, waves.learningRate(0.5, at(100)), 1e-15);
        assertEquals(0.25, waves.learningRate(0.5, at(200)), 1e-15);
        assertEquals(0.5, waves.learningRate(0.5, at(300)), 1e-15);
    }

    @Test
    void a_plateau_drops_the_rate_behind_the_epochs_that_it_bears() {
        Plateau plateau = new Plateau(0.5, 1);
        assertEquals(0.8, plateau.learningRate(0.8, losses(1.0, 0.9, 0.95)));
        assertEquals(0.4, plateau.learningRate(0.8, losses(1.0, 0.9, 0.95, 0.91)));
        assertEquals(0.4, plateau.learningRate(0.8, losses(1.0, 0.9, 0.95, 0.91, 0.92)));
        assertEquals(0.2, plateau.learningRate(0.8, losses(1.0, 0.9, 0.95, 0.91, 0.92, Double.NaN)));
    }

    @Test
    void a_plateau_may_watch_any_figure_that_is_measured_and_names_them_where_it_cannot() {
        Progress progress = Progress.of(10, 100, List.of(Map.of("loss", 1.0, "accuracy", 0.5),
                Map.of("loss", 0.5, "accuracy", 0.4)));
        Plateau plateau = new Plateau("accuracy", Plateau.Direction.LARGER, 0.5, 0, 0, false, 0, 0);
        assertEquals(0.4, plateau.learningRate(0.8, progress));
        Plateau other = new Plateau("acuracy", Plateau.Direction.LARGER, 0.5, 0, 0, false, 0, 0);
        assertEquals("plateau watches `acuracy`, which is not measured; there are: accuracy, loss",
                assertThrows(IllegalArgumentException.class, () -> other.learningRate(0.8, progress)).getMessage());
    }

    private static Progress losses(Double... losses) {
        return new Progress(losses.length * 10L, 1000, 10, List.of(losses));
    }

    private static Progress at(long step) {
        return new Progress(step, 1200, 100, List.of());
    }
}
