package org.fascicle.experiment.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The loss of steps whose learning rate grows from one to the next (Smith: Cyclical learning rates for training neural
 * networks, 2017, section 3.3).
 *
 * @param experiment name of the experiment
 * @param points a point for each step, in their order
 */
public record RateCurve(String experiment, List<Point> points) {
    /** How much of the mean stays at a step. */
    private static final double MEMORY = 0.9;
    /** Steps at the begin whose mean says little yet. */
    private static final int WARM_UP = 5;

    public RateCurve {
        points = List.copyOf(points);
    }

    /**
     * A step.
     *
     * @param rate its learning rate
     * @param loss its loss
     * @param smooth the running mean of the losses up to it, corrected for its begin at 0
     */
    public record Point(double rate, double loss, double smooth) {
    }

    /** The same with one more step. */
    public RateCurve with(double rate, double loss) {
        int steps = points.size();
        double before = steps == 0 ? 0 : points.getLast().smooth() * (1 - Math.pow(MEMORY, steps));
        double mean = MEMORY * before + (1 - MEMORY) * loss;
        List<Point> more = new ArrayList<>(points);
        more.add(new Point(rate, loss, mean / (1 - Math.pow(MEMORY, steps + 1))));
        return new RateCurve(experiment, more);
    }

    /** Whether the loss is lost: no number, or four times the smallest and more. */
    public boolean diverged() {
        double smallest = points.stream().mapToDouble(Point::smooth).min().orElse(Double.NaN);
        return !points.isEmpty() && !(points.getLast().smooth() <= 4 * smallest);
    }

    /**
     * The rate at which the smoothed loss falls most steeply over the logarithm of the rate, on its way to its smallest
     * value: what falls after that had grown before. Empty where it never falls.
     */
    public Optional<Double> steepest() {
        List<Point> finite = points.stream().filter(point -> Double.isFinite(point.smooth())).toList();
        int lowest = IntStream.range(0, finite.size()).boxed()
                .min(Comparator.comparingDouble(i -> finite.get(i).smooth())).orElse(0);
        return IntStream.range(WARM_UP, Math.min(lowest, finite.size() - 2) + 1).boxed()
                .filter(i -> slope(finite, i) < 0).min(Comparator.comparingDouble(i -> slope(finite, i)))
                .map(i -> finite.get(i).rate());
    }

    private static double slope(List<Point> points, int i) {
        Point before = points.get(i - 1);
        Point after = points.get(i + 1);
        return (after.smooth() - before.smooth()) / Math.log(after.rate() / before.rate());
    }
}
