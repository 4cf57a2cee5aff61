package org.fascicle.optimizers;

import java.util.List;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.contribution.Required;
import org.fascicle.nn.Progress;
import org.fascicle.nn.Schedule;
import org.fascicle.nn.ScheduleName;
import org.fascicle.nn.ScheduleType;
import org.osgi.service.component.annotations.Component;

/**
 * The optimizer's own rate times a factor at each of some epochs: {@code base · factorᵏ} with k epochs of the list
 * done. It counts whole epochs, and moves between two of them only; an epoch that stands twice drops twice.
 */
@About("the rate times a factor behind each of some epochs")
public record MultiStepRate(
        @Required @Min(1) @About("after how many epochs the rate drops, each time") List<Integer> epochs,
        @Min(0) @About("what each drop leaves of the rate") double factor) implements Schedule {
    public MultiStepRate {
        epochs = List.copyOf(epochs);
    }

    @Override
    public double learningRate(double base, Progress progress) {
        long drops = epochs.stream().filter(epoch -> epoch <= progress.epoch()).count();
        return base * StrictMath.pow(factor, drops);
    }

    /** {@code multi-step} as a service. */
    @Component
    @ScheduleName("multi-step")
    public static final class Type implements ScheduleType<MultiStepRate> {
        @Override
        public MultiStepRate example() {
            return new MultiStepRate(List.of(30, 60), 0.1);
        }
    }
}
