package org.fascicle.optimizers;

import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.nn.Progress;
import org.fascicle.nn.Schedule;
import org.fascicle.nn.ScheduleName;
import org.fascicle.nn.ScheduleType;
import org.osgi.service.component.annotations.Component;

/**
 * The optimizer's own learning rate at every step, or a share of it at the first: {@code factor·base} for so many
 * steps, then {@code base}.
 */
@About("the optimizer's own learning rate at every step, or a share of it at the first ones")
public record ConstantRate(
        @Min(0) @About("what the first rates are multiplied by") double factor,
        @Min(0) @About("how many steps these are") long steps) implements Schedule {
    /** The own rate at every step. */
    public ConstantRate() {
        this(1, 0);
    }

    @Override
    public double learningRate(double base, Progress progress) {
        return progress.step() < steps ? factor * base : base;
    }

    /** {@code constant} as a service. */
    @Component
    @ScheduleName("constant")
    public static final class Type implements ScheduleType<ConstantRate> {
        @Override
        public ConstantRate example() {
            return new ConstantRate();
        }
    }
}
