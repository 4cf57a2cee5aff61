package org.fascicle.backend.reference;

import org.fascicle.graph.Shape;

/** The place of an element on each axis, and its number in row-major order. */
final class Coordinates {
    private Coordinates() {
    }

    static int[] of(int number, Shape shape) {
        int[] coordinates = new int[shape.rank()];
        int rest = number;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            coordinates[axis] = rest % shape.size(axis);
            rest /= shape.size(axis);
        }
        return coordinates;
    }

    static int number(int[] coordinates, Shape shape) {
        int number = 0;
        for (int axis = 0; axis < shape.rank(); axis++) {
            number = number * shape.size(axis) + coordinates[axis];
        }
        return number;
    }
}
