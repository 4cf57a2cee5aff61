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
 * Half a cosine wave from the optimizer's own rate down to a minimum, and again from the top: t epochs into a wave of
 * T {@code minimum + (base − minimum)·(1 + cos(π·t/T))/2}, each wave longer than the one before by a factor
 * (Loshchilov and Hutter: SGDR, 2017, eq. 5). It counts epochs, and moves with every step of them.
 */
@About("cosine waves down to a minimum, each from the top again and longer than the one before")
public record WarmRestarts(
        @Required @Min(1) @About("epochs of the first wave") int epochs,
        @Min(1) @About("how much longer each wave is") int factor,
        @Min(0) @About("the rate at the end of a wave") double minimum) implements Schedule {
    @Override
    public double learningRate(double base, Progress progress) {
        double length = epochs;
        double place = (double) progress.step() / Math.max(1, progress.stepsPerEpoch());
        while (place >= length) {
            place -= length;
            length *= factor;
        }
        return minimum + (base - minimum) * (1 + StrictMath.cos(StrictMath.PI * place / length)) / 2;
    }

    /** {@code warm-restarts} as a service. */
    @Component
    @ScheduleName("warm-restarts")
    public static final class Type implements ScheduleType<WarmRestarts> {
        @Override
        public WarmRestarts example() {
            return new WarmRestarts(10, 1, 0);
        }
    }
}
