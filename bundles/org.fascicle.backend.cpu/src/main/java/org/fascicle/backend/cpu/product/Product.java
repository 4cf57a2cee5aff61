package org.fascicle.backend.cpu.product;

import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Worker;
import org.fascicle.backend.cpu.movement.FloatPlane;
import org.fascicle.backend.cpu.movement.StridedCopy.Axis;

/**
 * {@code C = A·B} for each matrix of a batch. A has any strides, the columns of C are neighbours. Cut into strips of
 * rows; where less is read that way, these are cut into panels of columns too, and all strips of a panel come one
 * behind the other. Where many rows meet a panel of B, and where its columns are no neighbours, a thread lays it out
 * for itself.
 */
public final class Product implements Kernel {
    /** Steps of k in one go: so much of a panel of B stays in the second level of cache. */
    private static final int DEPTH = 1024;
    /** Rows in one go from which on it pays to lay a panel of B out without gaps first. */
    private static final int MANY_ROWS = 128;
    /** Bytes of B that a thread finds in its cache again for each strip of rows. */
    private static final int NEAR = 1 << 19;
    /** Threads that the choice of a cut reckons with, however many there are: bits are the same either way. */
    private static final int RECKONED_THREADS = 2;
    /** Pieces in which each of them does its strips: where all of B does not stay near, each piece reads it again. */
    private static final int PIECES = 4;
    /** Rows that one thread does in one go at least. */
    private static final int STRIP = 8;
    /** The same where it lays out a panel of B first, whose columns are no neighbours. */
    private static final int TRANSPOSED_STRIP = 64;

    private final Tiles tiles;
    private final int batch;
    private final int m;
    private final int k;
    private final int n;
    private final Operand left;
    private final Operand right;
    private final Operand result;
    private final Strides strides;
    private final Strides packed;
    private final boolean onto;
    /** Whether the columns of B are no neighbours. */
    private final boolean transposes;
    /** How a panel of B is laid out then: steps of k, and columns of a whole panel and of the last one. */
    private final Axis steps;
    private final Axis columns;
    private final Axis lastColumns;
    private final int strip;
    private final boolean byRows;
    private final int strips;
    private final int panels;

    /**
     * A product of {@code batch} matrices {@code [m, k]·[k, n]}.
     *
     * @param onto whether it is added to what stands in the result
     */
    public Product(Tiles tiles, int batch, int m, int k, int n, boolean onto, Operand left, Operand right,
            Operand result) {
        this.tiles = tiles;
        this.batch = batch;
        this.m = m;
        this.k = k;
        this.n = n;
        this.onto = onto;
        this.left = left;
        this.right = right;
        this.result = result;
        this.strides = new Strides(left.rowStride(), left.columnStride(), right.rowStride(), result.rowStride());
        this.packed = new Strides(left.rowStride(), left.columnStride(), Tiles.COLUMNS, result.rowStride());
        this.transposes = right.columnStride() != 1 && n > 1;
        this.steps = new Axis(k, right.rowStride(), Tiles.COLUMNS);
        this.columns = new Axis(Tiles.COLUMNS, right.columnStride(), 1);
        this.lastColumns = new Axis(n % Tiles.COLUMNS, right.columnStride(), 1);
        this.strip = transposes ? TRANSPOSED_STRIP : STRIP;
        this.strips = Math.ceilDiv(m, strip);
        this.panels = Math.ceilDiv(n, Tiles.COLUMNS);
        this.byRows = isCutByRows(m, k, n);
    }

    @Override
    public int extent() {
        return m == 0 || n == 0 ? 0 : batch * groups() * strips;
    }

    @Override
    public long nanoseconds() {
        return Tiles.nanoseconds((long) batch * m * n * k);
    }

    /** One panel, and what it takes to transpose it. */
    @Override
    public int scratchFloats() {
        return isLaidOut(m) ? Math.min(DEPTH, k) * Tiles.COLUMNS + (transposes ? FloatPlane.SCRATCH : 0) : 0;
    }

    private boolean isLaidOut(int rows) {
        return transposes || rows >= MANY_ROWS && right.rowStride() > Tiles.COLUMNS;
    }

    /** Whether strips are whole rows: B is read so often then, and A once; with panels A is read for each. */
    static boolean isCutByRows(int m, int k, int n) {
        int readings = (long) k * n * Float.BYTES <= NEAR ? RECKONED_THREADS : RECKONED_THREADS * PIECES;
        return m + (long) readings * n <= n + (long) Math.ceilDiv(n, Tiles.COLUMNS) * m;
    }

    /** Into how many columns of strips a matrix is cut. */
    private int groups() {
        return byRows ? 1 : panels;
    }

    @Override
    public void run(Worker worker, int from, int to) {
        int width = byRows ? n : Tiles.COLUMNS;
        for (int group = from / strips; group * strips < to; group++) {
            int first = Math.max(0, from - group * strips);
            int limit = Math.min(strips, to - group * strips);
            int column = group % groups() * Tiles.COLUMNS;
            block(worker, group / groups(), first * strip, Math.min(m, limit * strip), column,
                    Math.min(n, column + width));
        }
    }

    private void block(Worker worker, int matrix, int row, int rowLimit, int column, int columnLimit) {
        float[] f = worker.arena().floats();
        int step = 0;
        do {
            for (int j = column; j < columnLimit; j += Tiles.COLUMNS) {
                panel(f, worker, matrix, row, rowLimit, j, Math.min(Tiles.COLUMNS, columnLimit - j), step);
            }
            step += DEPTH;
        } while (step < k);
    }

    /** The columns of one width of tile, for one block of k. */
    private void panel(float[] f, Worker worker, int matrix, int row, int rowLimit, int column, int width, int step) {
        int depth = Math.min(DEPTH, k - step);
        int b = right.place().offset() + matrix * right.batchStride() + step * right.rowStride()
                + column / Tiles.COLUMNS * right.panelStride() + column % Tiles.COLUMNS;
        int a = left.place().offset() + matrix * left.batchStride() + step * left.columnStride()
                + row * left.rowStride();
        int c = result.place().offset() + matrix * result.batchStride() + column + row * result.rowStride();
        if (isLaidOut(rowLimit - row)) {
            int panel = worker.scratchFloats();
            layOut(f, b, panel, width, depth);
            tiles.run(packed, rowLimit - row, width, depth, f, a, panel, c, onto || step > 0);
        } else {
            tiles.run(strides, rowLimit - row, width, depth, f, a, b, c, onto || step > 0);
        }
    }

    private void layOut(float[] f, int from, int to, int width, int depth) {
        if (transposes) {
            FloatPlane.copy(f, 0, depth, steps, width == Tiles.COLUMNS ? columns : lastColumns, from, to,
                    to + depth * Tiles.COLUMNS);
            return;
        }
        int whole = Math.ceilDiv(width, WIDTH) * WIDTH;
        for (int i = 0; i < depth; i++) {
            System.arraycopy(f, from + i * right.rowStride(), f, to + i * Tiles.COLUMNS, whole);
        }
    }
}
