package org.fascicle.backend.cpu.product;

import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import org.fascicle.backend.cpu.machine.Lanes;

/**
 * The innermost loops of all products: a tile of C, a few rows high and one, two or four vectors wide, stays in
 * registers while k runs. Each element is one chain of fused multiply-adds in the order of k, whatever the tile.
 */
public final class Tiles {
    /** Rows of the highest tile. */
    public static final int ROWS = 8;
    /** Columns of the widest tile. Four vectors need 24 registers; only the widest vectors come in such numbers. */
    public static final int COLUMNS = (WIDTH == Lanes.BLOCK ? 4 : 2) * WIDTH;

    /** Operations in a nanosecond on one thread, roughly. */
    private static final int SPEED = 5 * WIDTH;

    private Tiles() {
    }

    /** Rough time of so many multiplications and additions. */
    public static long nanoseconds(long terms) {
        return 2 * terms / SPEED;
    }

    /** How many vectors wide: the widest tile that so many columns fill, or the narrowest that they fit into. */
    public static int vectors(int columns) {
        return columns >= COLUMNS ? COLUMNS / WIDTH : columns > WIDTH ? 2 : 1;
    }

    /**
     * The highest tile that fits into so many rows.
     *
     * @param a first element of A; rows are {@code rowA} apart, steps of k {@code stepA}
     * @param b first element of B; steps of k are {@code stepB} apart, columns 1
     * @param c first element of C; rows are {@code rowC} apart, columns 1
     * @param onto whether the chain of sums goes on from what stands in C, or begins with 0
     * @return the rows that were done
     */
    public static int run(int vectors, int rows, float[] f, int a, int rowA, int stepA, int b, int stepB, int c,
            int rowC, int depth, boolean onto) {
        return switch (vectors) {
            case 1 -> SingleTiles.run(rows, f, a, rowA, stepA, b, stepB, c, rowC, depth, onto);
            case 2 -> PairTiles.run(rows, f, a, rowA, stepA, b, stepB, c, rowC, depth, onto);
            default -> QuadTiles.run(rows, f, a, rowA, stepA, b, stepB, c, rowC, depth, onto);
        };
    }

    /** Tiles below one another until all rows are done. */
    public static void column(int vectors, int rows, float[] f, int a, int rowA, int stepA, int b, int stepB, int c,
            int rowC, int depth, boolean onto) {
        for (int i = 0; i < rows;) {
            i += run(vectors, rows - i, f, a + i * rowA, rowA, stepA, b, stepB, c + i * rowC, rowC, depth, onto);
        }
    }
}
