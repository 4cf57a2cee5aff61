package org.fascicle.backend.cpu.product;

/**
 * A generated innermost loop: some rows of C, some vectors wide, stay in registers while k runs. What k runs over may
 * lie in several segments.
 */
interface Tile {
    /**
     * Makes the tile.
     *
     * @param a first element of A; one of its two strides is 1, as the class of the tile says
     * @param strideA the other one: elements between two rows, or between two steps of k
     * @param segmentA elements between two segments of A
     * @param b first element of B; steps of k are {@code stepB} apart, columns 1
     * @param shiftB elements between the B of two shifts
     * @param segmentB elements between two segments of B
     * @param c first element of C; rows are {@code rowC} apart, columns 1
     * @param depth steps of k in a segment
     * @param segments how many segments there are
     * @param last elements of the last vector that belong to C; those behind them stay as they are
     * @param onto whether the chain of sums goes on from what stands in C, or begins with 0
     */
    void run(float[] floats, int a, int strideA, int segmentA, int b, int stepB, int shiftB, int segmentB, int c,
            int rowC, int depth, int segments, int last, boolean onto);
}
