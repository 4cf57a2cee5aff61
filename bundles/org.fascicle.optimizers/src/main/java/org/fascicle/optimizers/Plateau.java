package org.fascicle.optimizers;

import java.util.List;
import java.util.TreeSet;
import org.fascicle.contribution.About;
import org.fascicle.contribution.Max;
import org.fascicle.contribution.Min;
import org.fascicle.nn.Progress;
import org.fascicle.nn.Schedule;
import org.fascicle.nn.ScheduleName;
import org.fascicle.nn.ScheduleType;
import org.osgi.service.component.annotations.Component;

/**
 * The rate times a factor whenever a figure has not become better for some epochs. After each epoch the figure is
 * compared with the best so far: better is below {@code best·(1 − threshold)}, or above {@code best·(1 + threshold)}
 * where larger is better; not relative {@code best ∓ threshold}. After more than {@code patience} epochs that are no
 * better the rate drops, and the next {@code cooldown} epochs do not count. The rules are PyTorch's; watched is the
 * figure over the validation examples, of training where there are none. It counts epochs, and moves between two of
 * them only.
 */
@About("the rate times a factor whenever a figure has not become better for some epochs")
public record Plateau(
        @About("the figure that is watched: loss, or the name of a metric") String metric,
        @About("which figures are better") Direction better,
        @Min(0) @Max(1) @About("what each drop leaves of the rate") double factor,
        @Min(0) @About("epochs without a better figure that are borne") int patience,
        @Min(0) @About("by how much a figure has to be better") double threshold,
        @About("whether the threshold is a share of the best figure") boolean relative,
        @Min(0) @About("epochs behind a drop that do not count") int cooldown,
        @Min(0) @About("below which the rate does not drop") double minimum) implements Schedule {
    /** Which of two figures is better. */
    public enum Direction {
        /** As of a loss. */
        SMALLER,
        /** As of an accuracy. */
        LARGER
    }

    /** Watches the loss. */
    public Plateau(double factor, int patience) {
        this("loss", Direction.SMALLER, factor, patience, 1e-4, true, 0, 0);
    }

    /** Throws {@link IllegalArgumentException} behind the first epoch where no figure of that name is measured. */
    @Override
    public double learningRate(double base, Progress progress) {
        double rate = base;
        double best = better == Direction.SMALLER ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        int worse = 0;
        int resting = 0;
        for (double figure : figures(progress)) {
            boolean improved = isBetter(figure, best);
            best = improved ? figure : best;
            worse = improved || resting > 0 ? 0 : worse + 1;
            resting = Math.max(0, resting - 1);
            if (worse > patience) {
                rate = Math.max(rate * factor, Math.min(rate, minimum));
                resting = cooldown;
                worse = 0;
            }
        }
        return rate;
    }

    private List<Double> figures(Progress progress) {
        List<Double> figures = progress.figures().getOrDefault(metric, List.of());
        if (figures.isEmpty() && !progress.losses().isEmpty()) {
            throw new IllegalArgumentException("plateau watches `" + metric + "`, which is not measured; there are: "
                    + String.join(", ", new TreeSet<>(progress.figures().keySet())));
        }
        return figures;
    }

    private boolean isBetter(double figure, double best) {
        double step = relative && Double.isFinite(best) ? threshold * best : threshold;
        return better == Direction.SMALLER ? figure < best - step : figure > best + step;
    }

    /** {@code plateau} as a service. */
    @Component
    @ScheduleName("plateau")
    public static final class Type implements ScheduleType<Plateau> {
        @Override
        public Plateau example() {
            return new Plateau(0.1, 10);
        }
    }
}
