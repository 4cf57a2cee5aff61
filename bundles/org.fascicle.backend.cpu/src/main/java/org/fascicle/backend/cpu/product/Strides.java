package org.fascicle.backend.cpu.product;

/**
 * How the operands of a product of tiles lie in memory.
 *
 * @param rowA elements between two rows of A
 * @param stepA elements between two steps of k in A; one of these two is 1
 * @param stepB elements between two steps of k in B, whose columns are neighbours
 * @param rowC elements between two rows of C, whose columns are neighbours
 * @param shifts rows of A that meet a row of C: the one of its number and those behind it, each with a B of its own; 1
 *        to {@link Tiles#SHIFTS}. C is then the sum of so many products, with all shifts of a step behind one another
 * @param shiftB elements between the B of two shifts
 */
public record Strides(int rowA, int stepA, int stepB, int rowC, int shifts, int shiftB) {
    /** Those of a product of two matrices. */
    public Strides(int rowA, int stepA, int stepB, int rowC) {
        this(rowA, stepA, stepB, rowC, 1, 0);
    }

    /** Rejects an A without neighbours. */
    public Strides {
        if (rowA != 1 && stepA != 1) {
            throw new IllegalArgumentException("neither rows nor steps of A are neighbours: " + rowA + ", " + stepA);
        }
    }
}
