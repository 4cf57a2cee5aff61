package org.fascicle.optimizers;

import org.fascicle.contribution.About;
import org.fascicle.nn.Progress;
import org.fascicle.nn.Schedule;
import org.fascicle.nn.ScheduleName;
import org.fascicle.nn.ScheduleType;
import org.osgi.service.component.annotations.Component;

/** The optimizer's own learning rate at every step. */
@About("the optimizer's own learning rate at every step")
public record ConstantRate() implements Schedule {
    @Override
    public double learningRate(double base, Progress progress) {
        return base;
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
