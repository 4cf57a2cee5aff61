package org.fascicle.testkit;

import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.fascicle.graph.Shape;

/** Loops over all places of a shape, last axis fastest. */
final class Places {
    private Places() {
    }

    /** Visits each place. The array is reused. */
    static void each(Shape shape, Consumer<int[]> visit) {
        int[] place = new int[shape.rank()];
        for (int left = shape.elements(); left > 0; left--) {
            visit.accept(place);
            for (int axis = place.length - 1; axis >= 0 && ++place[axis] == shape.size(axis); axis--) {
                place[axis] = 0;
            }
        }
    }

    /** A value for each place. */
    static double[] fill(Shape shape, ToDoubleFunction<int[]> value) {
        double[] values = new double[shape.elements()];
        int[] next = new int[1];
        each(shape, place -> values[next[0]++] = value.applyAsDouble(place));
        return values;
    }

    /** The value at a place. */
    static double at(double[] values, Shape shape, int... place) {
        return values[offset(shape, place)];
    }

    static int offset(Shape shape, int... place) {
        int[] strides = shape.strides();
        int offset = 0;
        for (int axis = 0; axis < place.length; axis++) {
            offset += place[axis] * strides[axis];
        }
        return offset;
    }

    /** A value for each place, from the value of an operand that is repeated along its axes of extent 1. */
    static double broadcastAt(double[] values, Shape from, int[] place) {
        int[] source = new int[from.rank()];
        for (int axis = 0; axis < source.length; axis++) {
            source[axis] = from.size(axis) == 1 ? 0 : place[place.length - source.length + axis];
        }
        return at(values, from, source);
    }
}
