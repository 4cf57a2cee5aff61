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
 * The optimizer's own rate times a factor after every so many epochs: {@code base · factorᵏ} with {@code k = ⌊epoch /
 * epochs⌋}. It counts whole epochs, and moves between two of them only.
 */
@About("the rate times a factor after every so many epochs")
public record StepRate(
        @Required @Min(1) @About("epochs between two drops") int epochs,
        @Min(0) @About("what each drop leaves of the rate") double factor) implements Schedule {
    @Override
    public double learningRate(double base, Progress progress) {
        return base * StrictMath.pow(factor, progress.epoch() / epochs);
    }

    /** {@code step} as a service. */
    @Component
    @ScheduleName("step")
    public static final class Type implements ScheduleType<StepRate> {
        @Override
        public StepRate example() {
            return new StepRate(30, 0.1);
        }
    }
}
