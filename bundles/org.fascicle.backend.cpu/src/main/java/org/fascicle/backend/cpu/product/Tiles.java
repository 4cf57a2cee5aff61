package org.fascicle.backend.cpu.product;

import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import java.lang.invoke.MethodHandles;
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

    private static final Tile[][] WHOLE = family(true);
    private static final Tile[][] CUT = family(false);

    private Tiles() {
    }

    /** By rows less one, and by vectors less one; none where no product asks for it. */
    private static Tile[][] family(boolean whole) {
        Tile[][] tiles = new Tile[ROWS][COLUMNS / WIDTH];
        for (int rows = 1; rows <= ROWS; rows *= 2) {
            for (int vectors = 1; vectors <= COLUMNS / WIDTH; vectors *= 2) {
                tiles[rows - 1][vectors - 1] = tile(rows, vectors, whole);
            }
        }
        return tiles;
    }

    private static Tile tile(int rows, int vectors, boolean whole) {
        try {
            return (Tile) MethodHandles.lookup().defineHiddenClass(TileEmitter.write(rows, vectors, whole), true)
                    .lookupClass().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("no class for a tile of " + rows + " x " + vectors, impossible);
        }
    }

    /** The highest tile that fits into so many rows: what is wider needs more registers for each row. */
    private static int height(int vectors, int rows) {
        int most = WIDTH == Lanes.BLOCK ? vectors == 4 ? 4 : ROWS : vectors == 2 ? 4 : ROWS;
        return Math.min(most, Integer.highestOneBit(rows));
    }

    /** Rough time of so many multiplications and additions. */
    public static long nanoseconds(long terms) {
        return 2 * terms / SPEED;
    }

    /** Columns of the next tile where so many are left: those of the widest that they fill, or else of two vectors. */
    public static int columns(int left) {
        return Math.min(left, left >= COLUMNS ? COLUMNS : 2 * WIDTH);
    }

    /**
     * The highest tile that fits into so many rows.
     *
     * @param a first element of A; rows are {@code rowA} apart, steps of k {@code stepA}
     * @param b first element of B; steps of k are {@code stepB} apart, columns 1
     * @param c first element of C; rows are {@code rowC} apart, columns 1
     * @param columns columns of C, as {@link #columns(int)} says
     * @param onto whether the chain of sums goes on from what stands in C, or begins with 0
     * @return the rows that were done
     */
    public static int run(int columns, int rows, float[] f, int a, int rowA, int stepA, int b, int stepB, int c,
            int rowC, int depth, boolean onto) {
        int vectors = Math.ceilDiv(columns, WIDTH);
        int height = height(vectors, rows);
        int last = columns - (vectors - 1) * WIDTH;
        Tile[][] family = last == WIDTH ? WHOLE : CUT;
        family[height - 1][vectors - 1].run(f, a, rowA, stepA, b, stepB, c, rowC, depth, last, onto);
        return height;
    }

    /** Tiles below one another until all rows are done. */
    public static void column(int columns, int rows, float[] f, int a, int rowA, int stepA, int b, int stepB, int c,
            int rowC, int depth, boolean onto) {
        for (int i = 0; i < rows;) {
            i += run(columns, rows - i, f, a + i * rowA, rowA, stepA, b, stepB, c + i * rowC, rowC, depth, onto);
        }
    }
}
