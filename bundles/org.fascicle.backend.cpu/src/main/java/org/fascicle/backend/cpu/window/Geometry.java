package org.fascicle.backend.cpu.window;

import java.util.Arrays;
import java.util.List;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Window;

/**
 * How a window moves over an input of any rank. A row of the input is what differs in its place on the last spatial
 * axis alone, a row of positions likewise; a tap is one element of the window on all other spatial axes, so that a row
 * of positions meets one row of the input with each tap, or padding.
 *
 * @param images images of the batch
 * @param rows rows of an image
 * @param width places in a row
 * @param positionRows rows of positions for an image
 * @param positions positions in a row of them
 * @param taps elements of the window on all spatial axes but the last
 * @param size elements of the window along a row
 * @param stride places between two positions of a row
 * @param dilation places between two elements of the window along a row
 * @param low padding before a row
 * @param rowOf for each row of positions and each tap the row of the input, or {@link #NONE}
 */
record Geometry(int images, int rows, int width, int positionRows, int positions, int taps, int size, int stride,
        int dilation, int low, int[] rowOf) {
    /** No row: padding. */
    static final int NONE = -1;

    static Geometry of(Window window, Shape x) {
        int last = window.rank() - 1;
        List<Integer> steps = window.positions(x);
        int[] rowOf = rowOf(window, x, steps, Math.max(0, last));
        int images = x.size(0);
        if (last < 0) {
            return new Geometry(images, 1, 1, 1, 1, 1, 1, 1, 1, 0, rowOf);
        }
        return new Geometry(images, x.range(1, last + 1).elements(), x.size(last + 1),
                new Shape(steps.subList(0, last)).elements(), steps.get(last),
                new Shape(window.sizes().subList(0, last)).elements(), window.sizes().get(last),
                window.strides().get(last), window.dilations().get(last), window.low().get(last), rowOf);
    }

    private static int[] rowOf(Window window, Shape x, List<Integer> steps, int axes) {
        int taps = new Shape(window.sizes().subList(0, axes)).elements();
        int[] rowOf = new int[Math.multiplyExact(new Shape(steps.subList(0, axes)).elements(), taps)];
        for (int i = 0; i < rowOf.length; i++) {
            rowOf[i] = row(window, x, steps, i / taps, i % taps, axes);
        }
        return rowOf;
    }

    /** The row under a tap: digit by digit, the innermost axis first. */
    private static int row(Window window, Shape x, List<Integer> steps, int positionRow, int tap, int axes) {
        int row = 0;
        int scale = 1;
        int restOfPosition = positionRow;
        int restOfTap = tap;
        for (int axis = axes - 1; axis >= 0; axis--) {
            int place = restOfPosition % steps.get(axis) * window.strides().get(axis)
                    + restOfTap % window.sizes().get(axis) * window.dilations().get(axis) - window.low().get(axis);
            if (place < 0 || place >= x.size(axis + 1)) {
                return NONE;
            }
            row += place * scale;
            scale *= x.size(axis + 1);
            restOfPosition /= steps.get(axis);
            restOfTap /= window.sizes().get(axis);
        }
        return row;
    }

    /** The first row of the input that some rows of positions meet; beyond all where they meet none. */
    int lowest(int first, int limit) {
        return Sequence.lowest(rowOf, first * taps, limit * taps);
    }

    /** The last row of the input that some rows of positions meet; {@link #NONE} where they meet none. */
    int highest(int first, int limit) {
        return Sequence.highest(rowOf, first * taps, limit * taps);
    }

    /** For each position of a row and each element of the window the place of the input, or {@link #NONE}. */
    int[] placeOf() {
        int[] places = new int[Math.multiplyExact(positions, size)];
        for (int i = 0; i < places.length; i++) {
            int place = i / size * stride + i % size * dilation - low;
            places[i] = place >= 0 && place < width ? place : NONE;
        }
        return places;
    }

    /** For each place of a row of the input and each element of the window the position that meets it, or none. */
    int[] positionOf() {
        int[] inverse = new int[Math.multiplyExact(width, size)];
        Arrays.fill(inverse, NONE);
        int[] places = placeOf();
        for (int i = 0; i < places.length; i++) {
            if (places[i] != NONE) {
                inverse[places[i] * size + i % size] = i / size;
            }
        }
        return inverse;
    }

    /** For each row of positions the row of the input that is nearest to its first tap. */
    static int[] nearestRows(Window window, Shape x) {
        List<Integer> steps = window.positions(x);
        int axes = Math.max(0, window.rank() - 1);
        int[] nearest = new int[new Shape(steps.subList(0, axes)).elements()];
        for (int i = 0; i < nearest.length; i++) {
            int scale = 1;
            int rest = i;
            for (int axis = axes - 1; axis >= 0; axis--) {
                int place = rest % steps.get(axis) * window.strides().get(axis) - window.low().get(axis);
                nearest[i] += Math.clamp(place, 0, Math.max(0, x.size(axis + 1) - 1)) * scale;
                scale *= x.size(axis + 1);
                rest /= steps.get(axis);
            }
        }
        return nearest;
    }

    /** For each row of the input and each tap the row of positions that meets it, or {@link #NONE}. */
    int[] positionRowOf() {
        int[] inverse = new int[Math.multiplyExact(rows, taps)];
        Arrays.fill(inverse, NONE);
        for (int i = 0; i < rowOf.length; i++) {
            if (rowOf[i] != NONE) {
                inverse[rowOf[i] * taps + i % taps] = i / taps;
            }
        }
        return inverse;
    }
}
