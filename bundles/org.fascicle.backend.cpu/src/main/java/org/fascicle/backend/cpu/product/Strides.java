package org.fascicle.backend.cpu.product;

/**
 * How the operands of a product of tiles lie in memory.
 *
 * @param rowA elements between two rows of A
 * @param stepA elements between two steps of k in A; one of these two is 1
 * @param stepB elements between two steps of k in B, whose columns are neighbours
 * @param rowC elements between two rows of C, whose columns are neighbours
 */
public record Strides(int rowA, int stepA, int stepB, int rowC) {
    /** Rejects an A without neighbours. */
    public Strides {
        if (rowA != 1 && stepA != 1) {
            throw new IllegalArgumentException("neither rows nor steps of A are neighbours: " + rowA + ", " + stepA);
        }
    }
}
