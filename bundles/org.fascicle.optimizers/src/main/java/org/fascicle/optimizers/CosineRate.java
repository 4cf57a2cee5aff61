package org.fascicle.optimizers;

import org.fascicle.contribution.About;
import org.fascicle.contribution.Min;
import org.fascicle.nn.Progress;
import org.fascicle.nn.Schedule;
import org.fascicle.nn.ScheduleName;
import org.fascicle.nn.ScheduleType;
import org.osgi.service.component.annotations.Component;

/**
 * Half a cosine wave from the optimizer's own rate down to a minimum: at step t of T
 * {@code minimum + (base − minimum)·(1 + cos(π·t/T))/2} (Loshchilov and Hutter: SGDR, 2017, eq. 5, without restarts).
 * Past T it goes up again, with period 2T, as in PyTorch.
 */
@About("half a cosine wave from the optimizer's own rate down to a minimum")
public record CosineRate(
        @Min(0) @About("steps down to the minimum; 0: those of the whole run") long steps,
        @Min(0) @About("the rate at the end") double minimum) implements Schedule {
    @Override
    public double learningRate(double base, Progress progress) {
        long length = steps > 0 ? steps : Math.max(1, progress.totalSteps());
        return minimum + (base - minimum) * (1 + StrictMath.cos(StrictMath.PI * progress.step() / length)) / 2;
    }

    /** {@code cosine} as a service. */
    @Component
    @ScheduleName("cosine")
    public static final class Type implements ScheduleType<CosineRate> {
        @Override
        public CosineRate example() {
            return new CosineRate(0, 0);
        }
    }
}
