package org.fascicle.backend.cpu.product;

/**
 * A matrix, or a batch of them, on the floats of an arena.
 *
 * @param offset first element
 * @param batchStride elements between two matrices
 * @param rowStride elements between two rows
 * @param columnStride elements between two columns
 */
public record Operand(int offset, int batchStride, int rowStride, int columnStride) {
    /** Matrices stored row by row, one behind the other. */
    public static Operand rowMajor(int offset, int rows, int columns) {
        return new Operand(offset, rows * columns, columns, 1);
    }

    /** The same elements with rows and columns exchanged. */
    public Operand transposed() {
        return new Operand(offset, batchStride, columnStride, rowStride);
    }
}
