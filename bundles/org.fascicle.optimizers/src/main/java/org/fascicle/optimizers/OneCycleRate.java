package org.fascicle.optimizers;

import org.fascicle.contribution.About;
import org.fascicle.contribution.Max;
import org.fascicle.contribution.Min;
import org.fascicle.nn.Progress;
import org.fascicle.nn.Schedule;
import org.fascicle.nn.ScheduleName;
import org.fascicle.nn.ScheduleType;
import org.osgi.service.component.annotations.Component;

/**
 * Up to the optimizer's own rate and down to nearly nothing, once in a run: from {@code base/divisor} up to {@code
 * base} over a share of the steps, then down to {@code base/divisor/finalDivisor} over the rest; in three phases first
 * down to where it began in as many steps as it rose (Smith and Topin: Super-convergence, 2018; two phases and the
 * cosine are fastai's; the steps are PyTorch's). The optimizer's own rate is the highest one. It counts steps, those
 * of the whole run.
 */
@About("up to the optimizer's own rate and down to nearly nothing, once in a run")
public record OneCycleRate(
        @Min(0) @Max(1) @About("share of the steps in which it rises") double rise,
        @Min(1) @About("what the first rate is divided by") double divisor,
        @Min(1) @About("what the last rate is divided by, below the first") double finalDivisor,
        @About("whether it first returns to where it began") boolean threePhases,
        @About("how it moves between") Curve curve) implements Schedule {
    /** The way from one rate to another. */
    public enum Curve {
        /** Half a cosine wave. */
        COSINE {
            @Override
            double between(double from, double to, double share) {
                return to + (from - to) * (1 + StrictMath.cos(StrictMath.PI * share)) / 2;
            }
        },
        /** A straight line. */
        LINEAR {
            @Override
            double between(double from, double to, double share) {
                return from + (to - from) * share;
            }
        };

        abstract double between(double from, double to, double share);
    }

    /** The usual cycle: up in 0.3 of the steps, from a 25th, down to a 250,000th. */
    public OneCycleRate() {
        this(0.3, 25, 1e4, false, Curve.COSINE);
    }

    @Override
    public double learningRate(double base, Progress progress) {
        double last = Math.max(1, progress.totalSteps() - 1);
        double top = Math.max(0, rise * progress.totalSteps() - 1);
        double step = Math.min(progress.step(), last);
        double first = base / divisor;
        if (step <= top) {
            return between(first, base, step, 0, top);
        }
        double back = Math.min(2 * top, last);
        if (threePhases && step <= back) {
            return between(base, first, step, top, back);
        }
        double from = threePhases ? back : top;
        return between(threePhases ? first : base, first / finalDivisor, step, from, last);
    }

    private double between(double from, double to, double step, double start, double end) {
        return curve.between(from, to, end > start ? (step - start) / (end - start) : 1);
    }

    /** {@code one-cycle} as a service. */
    @Component
    @ScheduleName("one-cycle")
    public static final class Type implements ScheduleType<OneCycleRate> {
        @Override
        public OneCycleRate example() {
            return new OneCycleRate();
        }
    }
}
