package org.fascicle.optimizers;

import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.contribution.Required;
import org.fascicle.nn.Progress;
import org.fascicle.nn.Schedule;
import org.fascicle.nn.ScheduleName;
import org.fascicle.nn.ScheduleType;
import org.osgi.service.component.annotations.Component;

/**
 * A straight rise over the first steps to where another schedule begins, which then counts from there: {@code r(0)·(t
 * + 1)/w} at step t of the w first, then {@code r(t − w)} with r the other schedule, for which the run is w steps
 * shorter (Goyal et al.: Accurate, large minibatch SGD, 2017; Vaswani et al.: Attention is all you need, 2017). It
 * counts steps.
 */
@About("a straight rise over the first steps to where another schedule begins")
public record WarmUp(
        @Required @Min(1) @About("steps of the rise") long steps,
        @About("the schedule behind it") Schedule schedule) implements Schedule {
    @Override
    public double learningRate(double base, Progress progress) {
        long rest = Math.max(1, progress.totalSteps() - steps);
        if (progress.step() < steps) {
            return schedule.learningRate(base, progress.at(0, rest)) * (progress.step() + 1) / steps;
        }
        return schedule.learningRate(base, progress.at(Math.min(progress.step() - steps, rest), rest));
    }

    /** {@code warm-up} as a service. */
    @Component
    @ScheduleName("warm-up")
    public static final class Type implements ScheduleType<WarmUp> {
        @Override
        public WarmUp example() {
            return new WarmUp(100, new ConstantRate());
        }
    }
}
