package org.fascicle.optimizers;

import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.nn.Progress;
import org.fascicle.nn.Schedule;
import org.fascicle.nn.ScheduleName;
import org.fascicle.nn.ScheduleType;
import org.osgi.service.component.annotations.Component;

/**
 * Down to a minimum along a power of what is left: at step t of T {@code minimum + (base − minimum)·(1 − t/T)^power},
 * and the minimum from T on. It counts steps. (With power 0.9: Chen et al.: DeepLab, 2017.)
 */
@About("down to a minimum along a power of what is left of the run")
public record PolynomialRate(
        @Min(0) @About("steps down to the minimum; 0: those of the whole run") long steps,
        @Min(0) @About("1 for a straight line; above, the rate falls soon") double power,
        @Min(0) @About("the rate at the end") double minimum) implements Schedule {
    @Override
    public double learningRate(double base, Progress progress) {
        long length = steps > 0 ? steps : Math.max(1, progress.totalSteps());
        double left = 1 - (double) Math.min(progress.step(), length) / length;
        return minimum + (base - minimum) * StrictMath.pow(left, power);
    }

    /** {@code polynomial} as a service. */
    @Component
    @ScheduleName("polynomial")
    public static final class Type implements ScheduleType<PolynomialRate> {
        @Override
        public PolynomialRate example() {
            return new PolynomialRate(0, 1, 0);
        }
    }
}
