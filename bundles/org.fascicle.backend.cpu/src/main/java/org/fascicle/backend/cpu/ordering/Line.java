package org.fascicle.backend.cpu.ordering;

import org.fascicle.backend.cpu.machine.Arena;
import org.fascicle.backend.cpu.machine.Bank;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.graph.Shape;

/**
 * The elements of {@code [outer, length, inner]} that differ in their place on the middle axis alone, as ints in the
 * order of the values: equal values give equal keys, 0 and −0 are equal, NaN is larger than all others.
 *
 * @param bank floats or ints
 * @param place where the tensor begins
 */
record Line(Bank bank, Place place, int outer, int length, int inner) {
    static Line of(Bank bank, Place place, Shape shape, int axis) {
        return new Line(bank, place, shape.range(0, axis).elements(), shape.size(axis),
                shape.range(axis + 1, shape.rank()).elements());
    }

    /** How many lines there are. */
    int count() {
        return outer * inner;
    }

    /** Number of the first element of a line. */
    int first(int line) {
        return line / inner * length * inner + line % inner;
    }

    /** The key of an element by its number. */
    int key(Arena arena, int number) {
        if (bank == Bank.INTS) {
            return arena.ints()[place.offset() + number];
        }
        int bits = Float.floatToIntBits(arena.floats()[place.offset() + number] + 0.0f);
        return bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
    }
}
