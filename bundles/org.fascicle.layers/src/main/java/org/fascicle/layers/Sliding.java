package org.fascicle.layers;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.op.Window;
import org.fascicle.nn.Scope;
import org.fascicle.tensor.Tensor;

/**
 * How the window of a layer moves. Each list holds one number for all spatial axes, or one for each.
 *
 * @param layer name of the layer, for errors
 * @param rank number of spatial axes
 * @param size extents of the window
 * @param stride places between two positions
 * @param padding what surrounds the input
 * @param dilation places between two elements of the window
 * @param ceil whether a last position that sticks out of the padded input counts, if it starts inside
 */
record Sliding(String layer, int rank, List<Integer> size, List<Integer> stride, Padding padding,
        List<Integer> dilation, boolean ceil) {
    /** Throws {@link IllegalArgumentException} naming every list of a wrong length. */
    Sliding {
        List<String> faults = new ArrayList<>();
        count("kernelSize", size.size(), rank, faults);
        count("stride", stride.size(), rank, faults);
        count("padding", Math.max(1, padding.amounts().size()), rank, faults);
        count("dilation", dilation.size(), rank, faults);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }

    private static void count(String option, int count, int rank, List<String> faults) {
        if (count != 1 && count != rank) {
            faults.add(option + " holds one number" + (rank == 1 ? "" : ", or " + rank) + ", not " + count);
        }
    }

    /** This one, of a pool; throws {@link IllegalArgumentException} where a window could lie in padding alone. */
    Sliding ofPool() {
        for (int axis = 0; axis < rank; axis++) {
            List<Integer> amounts = padding.amounts();
            if (!amounts.isEmpty() && at(amounts, axis) > at(size, axis) / 2) {
                throw new IllegalArgumentException("padding is at most half the window: " + at(amounts, axis)
                        + " around a window of " + at(size, axis));
            }
        }
        return this;
    }

    /** Throws {@link ShapeException} unless the input is floating and of the right rank. */
    void check(Tensor x, Scope scope) {
        if (x.rank() != rank + 2 || !x.dtype().isFloating()) {
            String axes = List.of("time", "height, width", "depth, height, width").get(rank - 1);
            throw new ShapeException(layer, List.of(x.type()), "it takes floating [batch, " + axes + ", channels]",
                    scope.path(), x.rank() == rank + 1 ? "give it an axis of channels, of extent 1 where there is one "
                            + "channel" : "");
        }
    }

    /** The window for an input {@code [batch, spatial…, channels]}. */
    Window window(Shape input) {
        List<Integer> sizes = new ArrayList<>();
        List<Integer> strides = new ArrayList<>();
        List<Integer> dilations = new ArrayList<>();
        List<Integer> low = new ArrayList<>();
        List<Integer> high = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            int span = (at(size, axis) - 1) * at(dilation, axis) + 1;
            int extent = input.size(axis + 1);
            int step = at(stride, axis);
            Padding.Ends ends = padding.ends(axis, extent, span, step);
            sizes.add(at(size, axis));
            strides.add(step);
            dilations.add(at(dilation, axis));
            low.add(ends.before());
            high.add(ceil ? behind(extent, span, step, ends) : ends.behind());
        }
        return new Window(sizes, strides, low, high, dilations);
    }

    /** Enough padding at the end for one more position, where that one would start before the padding at the end. */
    private static int behind(int extent, int span, int step, Padding.Ends ends) {
        int room = ends.before() + extent + ends.behind() - span;
        int positions = room < 0 ? 0 : Math.ceilDiv(room, step) + 1;
        boolean startsInside = (positions - 1) * step < ends.before() + extent;
        int reach = (positions - 1) * step + span - ends.before() - extent;
        return startsInside ? Math.max(ends.behind(), reach) : ends.behind();
    }

    /**
     * The mean of each window.
     *
     * @param countPadding whether padding counts as zeros; what ceil adds behind it never counts
     */
    Tensor average(Tensor x, Scope scope, boolean countPadding) {
        check(x, scope);
        Window window = window(x.shape());
        Tensor mean = x.windowSum(window);
        for (int axis = 0; axis < rank; axis++) {
            int extent = x.size(axis + 1);
            int step = window.strides().get(axis);
            int before = window.low().get(axis);
            Padding.Ends ends = padding.ends(axis, extent, window.span(axis), step);
            List<Double> counts = new ArrayList<>();
            for (int position = 0; position < mean.size(axis + 1); position++) {
                int from = position * step - before;
                int low = countPadding ? -ends.before() : 0;
                int high = extent + (countPadding ? ends.behind() : 0);
                counts.add(Math.max(1.0, Math.min(from + window.span(axis), high) - Math.max(from, low)));
            }
            mean = over(mean, counts, axis);
        }
        return mean;
    }

    private Tensor over(Tensor sums, List<Double> counts, int axis) {
        if (counts.stream().distinct().count() <= 1) {
            return counts.isEmpty() ? sums : sums.over(counts.getFirst());
        }
        // one count for each position: [positions, 1…] broadcasts over the axes behind
        Tensor divisors = sums.constant(sums.type().with(Shape.of(counts.size())), counts);
        for (int behind = axis + 1; behind <= rank; behind++) {
            divisors = divisors.expandDims(-1);
        }
        return sums.over(divisors);
    }

    /** The number of an option for one axis. */
    static int at(List<Integer> numbers, int axis) {
        return numbers.get(numbers.size() == 1 ? 0 : axis);
    }
}
