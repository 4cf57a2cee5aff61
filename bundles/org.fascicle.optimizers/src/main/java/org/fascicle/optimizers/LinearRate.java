package org.fascicle.optimizers;

import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.nn.Progress;
import org.fascicle.nn.Schedule;
import org.fascicle.nn.ScheduleName;
import org.fascicle.nn.ScheduleType;
import org.osgi.service.component.annotations.Component;

/**
 * A straight line between two shares of the optimizer's own rate: at step t of T {@code base·(start + (end −
 * start)·t/T)}, and {@code base·end} from T on. It counts steps.
 */
@About("a straight line between two shares of the optimizer's own rate")
public record LinearRate(
        @Min(0) @About("steps from start to end; 0: those of the whole run") long steps,
        @Min(0) @About("share of the rate at the first step") double start,
        @Min(0) @About("share of the rate at the last step and behind it") double end) implements Schedule {
    @Override
    public double learningRate(double base, Progress progress) {
        long length = steps > 0 ? steps : Math.max(1, progress.totalSteps());
        double done = (double) Math.min(progress.step(), length) / length;
        return base * (start + (end - start) * done);
    }

    /** {@code linear} as a service. */
    @Component
    @ScheduleName("linear")
    public static final class Type implements ScheduleType<LinearRate> {
        @Override
        public LinearRate example() {
            return new LinearRate(0, 1, 0);
        }
    }
}
