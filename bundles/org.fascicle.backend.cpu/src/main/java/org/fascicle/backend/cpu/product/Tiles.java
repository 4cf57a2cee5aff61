package org.fascicle.backend.cpu.product;

import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import java.lang.invoke.MethodHandles;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.fascicle.backend.cpu.machine.Lanes;

/**
 * The innermost loops of all products: a tile of C, a few rows high and one to four vectors wide, stays in registers
 * while k runs. Each element is one chain of fused multiply-adds in the order of k, whatever the tile.
 */
public final class Tiles {
    /** Columns of the widest tile. Four vectors need 25 registers; only the widest vectors come in such numbers. */
    public static final int COLUMNS = (WIDTH == Lanes.BLOCK ? 4 : 2) * WIDTH;

    /**
     * Rows of the highest tile by its vectors: what is wider needs more registers for each row. The first compiler of
     * the JVM gives up methods with some more vectors than these, and then the second one never comes to see them; at 5
     * rows of 4 vectors the second one sometimes keeps sums in memory.
     */
    private static final int[] HEIGHTS = WIDTH == Lanes.BLOCK ? new int[] {11, 8, 6, 4} : new int[] {8, 4};
    private static final int HIGHEST = HEIGHTS[0];
    /** Most shifts. */
    public static final int SHIFTS = 3;
    /** Columns up to which shifts pay: wider tiles load few elements of A as it is. */
    public static final int SHIFTED_COLUMNS = 2 * Lanes.BLOCK;
    /** Rows of the highest tile with shifts: all their right operands take registers. */
    private static final int[] SHIFTED_HEIGHTS = WIDTH == Lanes.BLOCK ? new int[] {11, 6, 3, 2} : new int[] {6, 4};

    /** Operations in a nanosecond on one thread, roughly. */
    private static final int SPEED = 5 * WIDTH;

    /** Made when they are needed first. */
    private final AtomicReferenceArray<Tile> tiles =
            new AtomicReferenceArray<>(2 * 2 * SHIFTS * HEIGHTS.length * HIGHEST);

    private Tile tile(int rows, int vectors, int shifts, boolean whole, boolean steps) {
        int number = ((((whole ? 2 : 0) + (steps ? 1 : 0)) * SHIFTS + shifts - 1) * HEIGHTS.length + vectors - 1)
                * HIGHEST + rows - 1;
        Tile tile = tiles.get(number);
        if (tile == null) {
            tile = define(new TileForm(rows, vectors, shifts, whole, steps));
            tiles.set(number, tile);
        }
        return tile;
    }

    private static Tile define(TileForm form) {
        try {
            return (Tile) MethodHandles.lookup().defineHiddenClass(TileEmitter.write(form), true).lookupClass()
                    .getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("no class for a " + form, impossible);
        }
    }

    /**
     * Into how many tiles rows are cut: of one height where that is not much lower, since fewer classes warm sooner.
     */
    private static int pieces(int rows, int most) {
        int least = Math.ceilDiv(rows, most);
        for (int pieces = least; 3 * rows >= 2 * most * pieces; pieces++) {
            if (rows % pieces == 0) {
                return pieces;
            }
        }
        return least;
    }

    /** Rough time of so many multiplications and additions. */
    public static long nanoseconds(long terms) {
        return 2 * terms / SPEED;
    }

    /**
     * A product of some rows and columns, in tiles that are as high as one another, or nearly.
     *
     * @param a first element of A
     * @param b first element of B
     * @param c first element of C
     * @param onto whether the chains of sums go on from what stands in C, or begin with 0
     */
    public void run(Strides strides, int rows, int columns, int depth, float[] f, int a, int b, int c,
            boolean onto) {
        run(strides, rows, columns, depth, 1, 0, 0, f, a, b, c, onto);
    }

    /**
     * A product over several segments of k.
     *
     * @param depth steps of k in each segment
     * @param segments how many there are
     * @param segmentA elements between two of them in A
     * @param segmentB elements between two of them in B
     */
    public void run(Strides strides, int rows, int columns, int depth, int segments, int segmentA,
            int segmentB, float[] f, int a, int b, int c, boolean onto) {
        for (int j = 0; j < columns; j += COLUMNS) {
            column(strides, rows, Math.min(COLUMNS, columns - j), depth, segments, segmentA, segmentB, f, a, b + j,
                    c + j, onto);
        }
    }

    /** Tiles below one another. */
    private void column(Strides strides, int rows, int columns, int depth, int segments, int segmentA,
            int segmentB, float[] f, int a, int b, int c, boolean onto) {
        int vectors = Math.ceilDiv(columns, WIDTH);
        int last = columns - (vectors - 1) * WIDTH;
        int pieces = pieces(rows, (strides.shifts() == 1 ? HEIGHTS : SHIFTED_HEIGHTS)[vectors - 1]);
        boolean steps = strides.stepA() == 1;
        int strideA = steps ? strides.rowA() : strides.stepA();
        int row = 0;
        for (int i = 0; i < pieces; i++) {
            int next = rows * (i + 1) / pieces;
            tile(next - row, vectors, strides.shifts(), last == WIDTH, steps).run(f, a + row * strides.rowA(), strideA,
                    segmentA, b, strides.stepB(), strides.shiftB(), segmentB, c + row * strides.rowC(), strides.rowC(),
                    depth, segments, last, onto);
            row = next;
        }
    }
}
