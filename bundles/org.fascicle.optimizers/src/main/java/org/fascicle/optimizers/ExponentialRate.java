package org.fascicle.optimizers;

import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.nn.Progress;
import org.fascicle.nn.Schedule;
import org.fascicle.nn.ScheduleName;
import org.fascicle.nn.ScheduleType;
import org.osgi.service.component.annotations.Component;

/**
 * The optimizer's own rate times a factor after every epoch: {@code base · factor^epoch}. It counts whole epochs, and
 * moves between two of them only.
 */
@About("the rate times a factor after every epoch")
public record ExponentialRate(
        @Min(0) @About("what each epoch leaves of the rate") double factor) implements Schedule {
    @Override
    public double learningRate(double base, Progress progress) {
        return base * StrictMath.pow(factor, progress.epoch());
    }

    /** {@code exponential} as a service. */
    @Component
    @ScheduleName("exponential")
    public static final class Type implements ScheduleType<ExponentialRate> {
        @Override
        public ExponentialRate example() {
            return new ExponentialRate(0.95);
        }
    }
}
