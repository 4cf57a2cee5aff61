package org.fascicle.backend.cpu.product;

import org.fascicle.backend.cpu.machine.Place;

/**
 * A matrix, or a batch of them, on the floats of an arena.
 *
 * @param place first element
 * @param batchStride elements between two matrices
 * @param rowStride elements between two rows
 * @param columnStride elements between two columns
 * @param panelStride elements between two panels of {@link Tiles#COLUMNS} columns
 */
public record Operand(Place place, int batchStride, int rowStride, int columnStride, int panelStride) {
    /** Matrices stored row by row, one behind the other. */
    public static Operand rowMajor(Place place, int rows, int columns) {
        return new Operand(place, rows * columns, columns, 1, Tiles.COLUMNS);
    }

    /**
     * Matrices stored panel by panel, each panel row by row: what lies close together is needed close together. They
     * take {@link #panelled(int, int)} elements each.
     */
    static Operand panels(Place place, int rows, int columns) {
        return new Operand(place, panelled(rows, columns), Tiles.COLUMNS, 1, rows * Tiles.COLUMNS);
    }

    static int panelled(int rows, int columns) {
        return Math.multiplyExact(rows, Math.ceilDiv(columns, Tiles.COLUMNS) * Tiles.COLUMNS);
    }

    /** Matrices like this one, the first of which begins where this one does, the next ones as far apart as told. */
    Operand repeatedEach(int elements) {
        return new Operand(place, elements, rowStride, columnStride, panelStride);
    }

    /** The same elements with rows and columns exchanged. */
    public Operand transposed() {
        return new Operand(place, batchStride, columnStride, rowStride, Tiles.COLUMNS * rowStride);
    }
}
