package org.fascicle.graph.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.fascicle.graph.Shape;

/**
 * How a window moves over the spatial axes of {@code [batch, spatial…, channels]}. All lists have one entry for each
 * spatial axis.
 *
 * @param sizes extents of the window, at least 1
 * @param strides places between two positions of it, at least 1
 * @param low padding before, at least 0
 * @param high padding behind, at least 0
 * @param dilations places between two of its elements, at least 1
 */
public record Window(List<Integer> sizes, List<Integer> strides, List<Integer> low, List<Integer> high,
        List<Integer> dilations) {
    public Window {
        sizes = List.copyOf(sizes);
        strides = List.copyOf(strides);
        low = List.copyOf(low);
        high = List.copyOf(high);
        dilations = List.copyOf(dilations);
        int rank = sizes.size();
        if (strides.size() != rank || low.size() != rank || high.size() != rank || dilations.size() != rank) {
            throw new IllegalArgumentException("a window has as many strides, paddings and dilations as sizes: "
                    + sizes + " " + strides + " " + low + " " + high + " " + dilations);
        }
        if (least(sizes) < 1 || least(strides) < 1 || least(dilations) < 1 || least(low) < 0 || least(high) < 0) {
            throw new IllegalArgumentException("sizes, strides and dilations are at least 1, paddings at least 0: "
                    + sizes + " " + strides + " " + low + " " + high + " " + dilations);
        }
    }

    /** A window that moves by one place, without padding or dilation. */
    public static Window of(int... sizes) {
        List<Integer> ones = Collections.nCopies(sizes.length, 1);
        List<Integer> zeros = Collections.nCopies(sizes.length, 0);
        return new Window(Shape.of(sizes).sizes(), ones, zeros, zeros, ones);
    }

    /** Number of spatial axes. */
    public int rank() {
        return sizes.size();
    }

    /** Number of elements of the window. */
    public int elements() {
        return new Shape(sizes).elements();
    }

    /** How many places of the input one position spans along a spatial axis. */
    public int span(int axis) {
        return (sizes.get(axis) - 1) * dilations.get(axis) + 1;
    }

    /** Positions along each spatial axis of an input {@code [batch, spatial…, channels]}; negative: none fits. */
    public List<Integer> positions(Shape input) {
        List<Integer> positions = new ArrayList<>();
        for (int axis = 0; axis < rank(); axis++) {
            int room = input.size(axis + 1) + low.get(axis) + high.get(axis) - span(axis);
            positions.add(room < 0 ? -1 : room / strides.get(axis) + 1);
        }
        return positions;
    }

    /** Whether the window fits an input at one position at least. */
    public boolean fits(Shape input) {
        return input.rank() == rank() + 2 && positions(input).stream().noneMatch(count -> count < 0);
    }

    /** The shape {@code [batch, positions…, channels]}. */
    public Shape output(Shape input, int channels) {
        return Shape.of(input.size(0)).followedBy(new Shape(positions(input))).followedBy(Shape.of(channels));
    }

    @Override
    public String toString() {
        return "window=" + sizes + " strides=" + strides + " low=" + low + " high=" + high + " dilations=" + dilations;
    }

    private static int least(List<Integer> values) {
        return values.isEmpty() ? 1 : Collections.min(values);
    }
}
