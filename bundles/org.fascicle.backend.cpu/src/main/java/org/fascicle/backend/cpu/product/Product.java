package org.fascicle.backend.cpu.product;

import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Lanes;
import org.fascicle.backend.cpu.machine.Worker;

/**
 * {@code C = A·B} for each matrix of a batch. A has any strides, the columns of B and C are neighbours. Cut into strips
 * of rows, or of columns where C is wider than tall.
 */
public final class Product implements Kernel {
    /** Rows of a strip: whole tiles of any height. */
    private static final int STRIP = 8;
    /** Tiles four vectors wide need 24 registers; only the widest vectors come in such numbers. */
    private static final int PANEL = (WIDTH == Lanes.BLOCK ? 4 : 2) * WIDTH;
    /** Steps of k in one go: so much of a panel of B stays in the second level of cache. */
    private static final int DEPTH = 1024;
    /** Rows in one go from which on it pays to lay a panel of B out without gaps first. */
    private static final int MANY_ROWS = 128;
    /** Operations in a nanosecond on one thread, roughly. */
    private static final int SPEED = 5 * WIDTH;

    private final int batch;
    private final int m;
    private final int k;
    private final int n;
    private final Operand left;
    private final Operand right;
    private final Operand result;
    private final boolean byRows;
    private final int strips;

    /** A product of {@code batch} matrices {@code [m, k]·[k, n]}. */
    public Product(int batch, int m, int k, int n, Operand left, Operand right, Operand result) {
        this.batch = batch;
        this.m = m;
        this.k = k;
        this.n = n;
        this.left = left;
        this.right = right;
        this.result = result;
        this.byRows = m >= n / 4;
        this.strips = byRows ? Math.ceilDiv(m, STRIP) : Math.ceilDiv(n, PANEL);
    }

    @Override
    public int extent() {
        return m == 0 || n == 0 ? 0 : batch * strips;
    }

    @Override
    public long nanoseconds() {
        return 2L * batch * m * n * k / SPEED;
    }

    /** One tile, for the edges, and one panel. */
    @Override
    public int scratchFloats() {
        return STRIP * PANEL + (m >= MANY_ROWS ? Math.min(DEPTH, k) * PANEL : 0);
    }

    @Override
    public void run(Worker worker, int from, int to) {
        float[] f = worker.arena().floats();
        for (int matrix = from / strips; matrix * strips < to; matrix++) {
            int first = Math.max(0, from - matrix * strips);
            int limit = Math.min(strips, to - matrix * strips);
            if (byRows) {
                block(f, worker, matrix, first * STRIP, Math.min(m, limit * STRIP), 0, n);
            } else {
                block(f, worker, matrix, 0, m, first * PANEL, Math.min(n, limit * PANEL));
            }
        }
    }

    private void block(float[] f, Worker worker, int matrix, int row, int rowLimit, int column, int columnLimit) {
        int step = 0;
        do {
            for (int j = column, vectors; j < columnLimit; j += vectors * WIDTH) {
                vectors = vectors(columnLimit - j);
                panel(f, worker, matrix, row, rowLimit, j, Math.min(vectors * WIDTH, columnLimit - j), vectors, step);
            }
            step += DEPTH;
        } while (step < k);
    }

    /** The columns of one width of tile, for one block of k. */
    private void panel(float[] f, Worker worker, int matrix, int row, int rowLimit, int column, int columns,
            int vectors, int step) {
        int depth = Math.min(DEPTH, k - step);
        int b = right.offset() + matrix * right.batchStride() + step * right.rowStride() + column;
        int stepB = right.rowStride();
        if (rowLimit - row >= MANY_ROWS && stepB > vectors * WIDTH) {
            int packed = worker.scratchFloats() + STRIP * PANEL;
            pack(f, b, stepB, packed, vectors * WIDTH, depth);
            b = packed;
            stepB = vectors * WIDTH;
        }
        for (int i = row; i < rowLimit;) {
            int a = left.offset() + matrix * left.batchStride() + i * left.rowStride() + step * left.columnStride();
            int c = result.offset() + matrix * result.batchStride() + i * result.rowStride() + column;
            i += columns < vectors * WIDTH
                    ? edge(f, worker.scratchFloats(), vectors, columns, rowLimit - i, a, b, stepB, c, depth, step > 0)
                    : tile(f, vectors, rowLimit - i, a, b, stepB, c, result.rowStride(), depth, step > 0);
        }
    }

    private static void pack(float[] f, int from, int stride, int to, int width, int depth) {
        for (int step = 0; step < depth; step++) {
            for (int j = 0; j < width; j += WIDTH) {
                FloatVector.fromArray(FLOATS, f, from + step * stride + j).intoArray(f, to + step * width + j);
            }
        }
    }

    /** The widest tile that is filled, or the narrowest that the rest fits into. */
    private static int vectors(int columns) {
        return columns >= PANEL ? PANEL / WIDTH : columns > WIDTH ? 2 : 1;
    }

    private int tile(float[] f, int vectors, int rows, int a, int b, int stepB, int c, int rowC, int depth,
            boolean onto) {
        int rowA = left.rowStride();
        int stepA = left.columnStride();
        return switch (vectors) {
            case 1 -> SingleTiles.run(rows, f, a, rowA, stepA, b, stepB, c, rowC, depth, onto);
            case 2 -> PairTiles.run(rows, f, a, rowA, stepA, b, stepB, c, rowC, depth, onto);
            default -> QuadTiles.run(rows, f, a, rowA, stepA, b, stepB, c, rowC, depth, onto);
        };
    }

    /** A tile that reaches beyond the last column is made in scratch, and what belongs to C is copied. */
    private int edge(float[] f, int scratch, int vectors, int columns, int rows, int a, int b, int stepB, int c,
            int depth, boolean onto) {
        int width = vectors * WIDTH;
        for (int i = 0; onto && i < Math.min(STRIP, rows); i++) {
            System.arraycopy(f, c + i * result.rowStride(), f, scratch + i * width, columns);
        }
        int done = tile(f, vectors, rows, a, b, stepB, scratch, width, depth, onto);
        for (int i = 0; i < done; i++) {
            System.arraycopy(f, scratch + i * width, f, c + i * result.rowStride(), columns);
        }
        return done;
    }
}
