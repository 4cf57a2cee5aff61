package org.fascicle.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.fascicle.nn.Progress;
import org.fascicle.nn.Schedule;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What every schedule must do. The whole test of one is
 * {@code class PolynomialTest extends ScheduleContract<Polynomial> {}}.
 *
 * @param <S> the schedule
 */
@ConsumerType
public abstract class ScheduleContract<S extends Schedule> extends ContributionContract<S> {
    private static final int STEPS = 60;
    private static final int STEPS_PER_EPOCH = 10;
    private static final double BASE = 0.1;

    @Test
    void every_rate_is_finite_and_not_negative() {
        rates(BASE).forEach(rate -> assertTrue(Double.isFinite(rate) && rate >= 0, () -> "rates " + rates(BASE)));
    }

    @Test
    void equal_progress_gives_equal_rates() {
        assertEquals(rates(BASE), rates(BASE));
        List<Double> backwards = new ArrayList<>();
        S schedule = contribution();
        for (int step = STEPS; step >= 0; step--) {
            backwards.addFirst(rate(schedule, BASE, step));
        }
        assertEquals(rates(BASE), backwards, "a rate does not depend on what was asked before");
    }

    private List<Double> rates(double base) {
        S schedule = contribution();
        return IntStream.rangeClosed(0, STEPS).mapToObj(step -> rate(schedule, base, step)).toList();
    }

    /** The loss falls for two epochs and then stays. */
    private static double rate(Schedule schedule, double base, int step) {
        List<Double> losses = IntStream.range(0, step / STEPS_PER_EPOCH)
                .mapToObj(epoch -> 1.0 / (1 + Math.min(epoch, 2))).toList();
        return schedule.learningRate(base, new Progress(step, STEPS, STEPS_PER_EPOCH, losses));
    }
}
