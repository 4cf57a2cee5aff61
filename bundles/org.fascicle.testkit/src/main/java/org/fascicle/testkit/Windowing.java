package org.fascicle.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Window;

/**
 * A window over an input {@code [batch, spatial…, channels]}, drawn at random, and the plainest way to go through it.
 *
 * @param window how it moves
 * @param input the shape that it moves over
 */
record Windowing(Window window, Shape input) {
    /** How much padding is drawn. */
    enum Padding {
        /** So little that each window holds a real element. */
        LESS_THAN_WINDOW,
        /** As much as three places. */
        ANY
    }

    /** One element of the window at one of its positions. */
    interface Visit {
        /**
         * Goes there.
         *
         * @param batch number of the example
         * @param position of the window on each spatial axis
         * @param element of the window on each spatial axis
         * @param place of the input on each spatial axis; it may lie outside
         */
        void at(int batch, int[] position, int[] element, int[] place);
    }

    static Windowing draw(Draw draw, int rank, Padding padding) {
        Shape input = draw.shape(rank + 2, rank + 2);
        List<Integer> sizes = new ArrayList<>();
        List<Integer> strides = new ArrayList<>();
        List<Integer> low = new ArrayList<>();
        List<Integer> high = new ArrayList<>();
        List<Integer> dilations = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            int extent = Math.max(1, input.size(axis + 1));
            input = input.with(axis + 1, extent);
            int size = draw.whole(1, padding == Padding.ANY ? 3 : Math.min(3, extent));
            boolean padded = draw.whole(0, 1) == 1;
            int dilation = padding == Padding.ANY || !padded && (size - 1) * 2 < extent ? draw.whole(1, 2) : 1;
            int most = padding == Padding.ANY ? 3 : padded ? size - 1 : 0;
            low.add(draw.whole(0, most));
            int lack = (size - 1) * dilation + 1 - extent - low.getLast();
            high.add(Math.max(lack, draw.whole(0, most)));
            sizes.add(size);
            strides.add(draw.whole(1, 3));
            dilations.add(dilation);
        }
        return new Windowing(new Window(sizes, strides, low, high, dilations), input);
    }

    /** Positions on each spatial axis: the places where the window begins and still ends in the padded input. */
    Shape positions() {
        List<Integer> positions = new ArrayList<>();
        for (int axis = 0; axis < window.rank(); axis++) {
            int count = 0;
            int end = input.size(axis + 1) + window.high().get(axis);
            int reach = (window.sizes().get(axis) - 1) * window.dilations().get(axis);
            for (int start = -window.low().get(axis); start + reach < end; start += window.strides().get(axis)) {
                count++;
            }
            positions.add(count);
        }
        return new Shape(positions);
    }

    /** The shape {@code [batch, positions…, channels]}. */
    Shape output(int channels) {
        return Shape.of(input.size(0)).followedBy(positions()).followedBy(Shape.of(channels));
    }

    void each(Visit visit) {
        Shape all = Shape.of(input.size(0)).followedBy(positions()).followedBy(new Shape(window.sizes()));
        int rank = window.rank();
        Places.each(all, place -> {
            int[] position = new int[rank];
            int[] element = new int[rank];
            int[] source = new int[rank];
            for (int axis = 0; axis < rank; axis++) {
                position[axis] = place[1 + axis];
                element[axis] = place[1 + rank + axis];
                source[axis] = position[axis] * window.strides().get(axis)
                        + element[axis] * window.dilations().get(axis) - window.low().get(axis);
            }
            visit.at(place[0], position, element, source);
        });
    }

    /** Whether a place lies in the input. */
    boolean contains(int[] place) {
        for (int axis = 0; axis < place.length; axis++) {
            if (place[axis] < 0 || place[axis] >= input.size(axis + 1)) {
                return false;
            }
        }
        return true;
    }

    /** Number of an element of {@code [batch, places…, channels]}. */
    static int offset(Shape shape, int batch, int[] places, int channel) {
        List<Integer> place = new ArrayList<>(Collections.nCopies(shape.rank(), channel));
        place.set(0, batch);
        for (int axis = 0; axis < places.length; axis++) {
            place.set(axis + 1, places[axis]);
        }
        return Places.offset(shape, place.stream().mapToInt(Integer::intValue).toArray());
    }
}
