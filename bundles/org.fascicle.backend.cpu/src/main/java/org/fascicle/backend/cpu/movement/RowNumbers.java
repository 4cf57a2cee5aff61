package org.fascicle.backend.cpu.movement;

import org.fascicle.backend.cpu.machine.Place;

/**
 * Numbers of rows that are read at run time.
 *
 * @param place the first of them among the ints
 * @param count how many
 * @param rows how many rows there are
 * @param reader who reads them, for the message: place and name of the operation
 */
public record RowNumbers(Place place, int count, int rows, String reader) {
    /** One number; throws when there is no such row. */
    int get(int[] ints, int index) {
        int row = ints[place.offset() + index];
        if (row < 0 || row >= rows) {
            throw new IndexOutOfBoundsException(reader + " of row " + row + " (number " + index
                    + " of the indices), where the rows are 0 to " + (rows - 1));
        }
        return row;
    }
}
