package org.fascicle.backend.cpu.product;

/** A generated innermost loop: some rows of C, some vectors wide, stay in registers while k runs. */
interface Tile {
    /**
     * Makes the tile.
     *
     * @param a first element of A; rows are {@code rowA} apart, steps of k {@code stepA}
     * @param b first element of B; steps of k are {@code stepB} apart, columns 1
     * @param c first element of C; rows are {@code rowC} apart, columns 1
     * @param last elements of the last vector that belong to C; those behind them stay as they are
     * @param onto whether the chain of sums goes on from what stands in C, or begins with 0
     */
    void run(float[] floats, int a, int rowA, int stepA, int b, int stepB, int c, int rowC, int depth, int last,
            boolean onto);
}
