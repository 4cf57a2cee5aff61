package org.fascicle.optimizers;

import org.fascicle.contribution.About;
import org.fascicle.contribution.Max;
import org.fascicle.contribution.Min;
import org.fascicle.contribution.Required;
import org.fascicle.nn.Progress;
import org.fascicle.nn.Schedule;
import org.fascicle.nn.ScheduleName;
import org.fascicle.nn.ScheduleType;
import org.osgi.service.component.annotations.Component;

/**
 * Up and down between the optimizer's own rate and a higher one, again and again, in straight lines (Smith: Cyclical
 * learning rates for training neural networks, 2017); the higher one may come nearer with each cycle or with each
 * step. It counts steps; a rise of 2 to 8 epochs is usual.
 */
@About("up and down between the optimizer's own rate and a higher one, again and again")
public record CyclicRate(
        @Required @Min(0) @About("the highest rate") double maximum,
        @Required @Min(1) @About("steps of a rise") long up,
        @Min(0) @About("steps of a fall; 0: as many as of a rise") long down,
        @About("how the height of the cycles changes") Mode mode,
        @Min(0) @Max(1) @About("what each step leaves of the height, with exp-range") double gamma)
                implements Schedule {
    /** How high a cycle reaches. */
    public enum Mode {
        /** Each as high as the first. */
        TRIANGULAR,
        /** Each half as high as the one before. */
        TRIANGULAR2,
        /** {@code gammaᵗ} of the height at step t. */
        EXP_RANGE
    }

    @Override
    public double learningRate(double base, Progress progress) {
        long fall = down > 0 ? down : up;
        long cycle = progress.step() / (up + fall);
        long place = progress.step() % (up + fall);
        double height = place <= up ? (double) place / up : (double) (up + fall - place) / fall;
        double scale = switch (mode) {
            case TRIANGULAR -> 1;
            case TRIANGULAR2 -> StrictMath.pow(0.5, cycle);
            case EXP_RANGE -> StrictMath.pow(gamma, progress.step());
        };
        return base + (maximum - base) * height * scale;
    }

    /** {@code cyclic} as a service. */
    @Component
    @ScheduleName("cyclic")
    public static final class Type implements ScheduleType<CyclicRate> {
        @Override
        public CyclicRate example() {
            return new CyclicRate(0.01, 2000, 0, Mode.TRIANGULAR, 1);
        }
    }
}
