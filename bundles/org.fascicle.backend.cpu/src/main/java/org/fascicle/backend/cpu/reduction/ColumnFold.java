package org.fascicle.backend.cpu.reduction;

import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Worker;

/**
 * Folds floats across rows: {@code [outer, length, inner] → [outer, pieces, inner]}. Each column of a piece is one
 * chain from the first row to the last.
 */
final class ColumnFold implements Kernel {
    /** Rows of a piece. */
    static final int PIECE = 256;
    private static final int CHUNK = 4 * WIDTH;

    private final Fold fold;
    private final Place source;
    private final Place destination;
    private final int outer;
    private final int length;
    private final int inner;
    private final int pieces;
    private final int chunks;

    ColumnFold(Fold fold, Place source, Place destination, int outer, int length, int inner) {
        this.fold = fold;
        this.source = source;
        this.destination = destination;
        this.outer = outer;
        this.length = length;
        this.inner = inner;
        this.pieces = Math.max(1, Math.ceilDiv(length, PIECE));
        this.chunks = Math.ceilDiv(inner, CHUNK);
    }

    @Override
    public int extent() {
        return outer * pieces * chunks;
    }

    @Override
    public long nanoseconds() {
        return (long) outer * length * chunks * CHUNK / 16;
    }

    @Override
    public int scratchFloats() {
        return CHUNK;
    }

    @Override
    public void run(Worker worker, int from, int to) {
        float[] f = worker.arena().floats();
        for (int part = from; part < to; part++) {
            int column = part % chunks * CHUNK;
            int begin = part / chunks % pieces * PIECE;
            int rows = Math.min(PIECE, length - begin);
            int at = source.offset() + (part / chunks / pieces * length + begin) * inner + column;
            int into = destination.offset() + part / chunks * inner + column;
            int columns = Math.min(CHUNK, inner - column);
            if (rows <= 0) {
                Arrays.fill(f, into, into + columns, fold.neutral());
            } else if (columns == CHUNK) {
                chunk(f, at, rows, into);
            } else {
                // lanes beyond the last column hold what lies behind it, and are dropped
                narrow(f, at, rows, columns, worker.scratchFloats());
                System.arraycopy(f, worker.scratchFloats(), f, into, columns);
            }
        }
    }

    private void chunk(float[] f, int at, int rows, int to) {
        switch (fold) {
            case SUM -> sum(f, at, rows, inner, to);
            case MAX -> max(f, at, rows, inner, to);
            case MIN -> min(f, at, rows, inner, to);
        }
    }

    private void narrow(float[] f, int at, int rows, int columns, int to) {
        for (int column = 0; column < columns; column += WIDTH) {
            // a method each, without a vector that is chosen by a condition: C2 would make objects of them
            switch (fold) {
                case SUM -> sumOne(f, at + column, rows, inner, to + column);
                case MAX -> maxOne(f, at + column, rows, inner, to + column);
                case MIN -> minOne(f, at + column, rows, inner, to + column);
            }
        }
    }

    private static void sum(float[] f, int at, int rows, int stride, int to) {
        FloatVector v0 = FloatVector.fromArray(FLOATS, f, at);
        FloatVector v1 = FloatVector.fromArray(FLOATS, f, at + WIDTH);
        FloatVector v2 = FloatVector.fromArray(FLOATS, f, at + 2 * WIDTH);
        FloatVector v3 = FloatVector.fromArray(FLOATS, f, at + 3 * WIDTH);
        for (int row = 1; row < rows; row++) {
            int next = at + row * stride;
            v0 = v0.add(FloatVector.fromArray(FLOATS, f, next));
            v1 = v1.add(FloatVector.fromArray(FLOATS, f, next + WIDTH));
            v2 = v2.add(FloatVector.fromArray(FLOATS, f, next + 2 * WIDTH));
            v3 = v3.add(FloatVector.fromArray(FLOATS, f, next + 3 * WIDTH));
        }
        v0.intoArray(f, to);
        v1.intoArray(f, to + WIDTH);
        v2.intoArray(f, to + 2 * WIDTH);
        v3.intoArray(f, to + 3 * WIDTH);
    }

    private static void sumOne(float[] f, int at, int rows, int stride, int to) {
        FloatVector v = FloatVector.fromArray(FLOATS, f, at);
        for (int row = 1; row < rows; row++) {
            v = v.add(FloatVector.fromArray(FLOATS, f, at + row * stride));
        }
        v.intoArray(f, to);
    }

    private static void max(float[] f, int at, int rows, int stride, int to) {
        FloatVector v0 = FloatVector.fromArray(FLOATS, f, at);
        FloatVector v1 = FloatVector.fromArray(FLOATS, f, at + WIDTH);
        FloatVector v2 = FloatVector.fromArray(FLOATS, f, at + 2 * WIDTH);
        FloatVector v3 = FloatVector.fromArray(FLOATS, f, at + 3 * WIDTH);
        for (int row = 1; row < rows; row++) {
            int next = at + row * stride;
            v0 = v0.max(FloatVector.fromArray(FLOATS, f, next));
            v1 = v1.max(FloatVector.fromArray(FLOATS, f, next + WIDTH));
            v2 = v2.max(FloatVector.fromArray(FLOATS, f, next + 2 * WIDTH));
            v3 = v3.max(FloatVector.fromArray(FLOATS, f, next + 3 * WIDTH));
        }
        v0.intoArray(f, to);
        v1.intoArray(f, to + WIDTH);
        v2.intoArray(f, to + 2 * WIDTH);
        v3.intoArray(f, to + 3 * WIDTH);
    }

    private static void maxOne(float[] f, int at, int rows, int stride, int to) {
        FloatVector v = FloatVector.fromArray(FLOATS, f, at);
        for (int row = 1; row < rows; row++) {
            v = v.max(FloatVector.fromArray(FLOATS, f, at + row * stride));
        }
        v.intoArray(f, to);
    }

    private static void min(float[] f, int at, int rows, int stride, int to) {
        FloatVector v0 = FloatVector.fromArray(FLOATS, f, at);
        FloatVector v1 = FloatVector.fromArray(FLOATS, f, at + WIDTH);
        FloatVector v2 = FloatVector.fromArray(FLOATS, f, at + 2 * WIDTH);
        FloatVector v3 = FloatVector.fromArray(FLOATS, f, at + 3 * WIDTH);
        for (int row = 1; row < rows; row++) {
            int next = at + row * stride;
            v0 = v0.min(FloatVector.fromArray(FLOATS, f, next));
            v1 = v1.min(FloatVector.fromArray(FLOATS, f, next + WIDTH));
            v2 = v2.min(FloatVector.fromArray(FLOATS, f, next + 2 * WIDTH));
            v3 = v3.min(FloatVector.fromArray(FLOATS, f, next + 3 * WIDTH));
        }
        v0.intoArray(f, to);
        v1.intoArray(f, to + WIDTH);
        v2.intoArray(f, to + 2 * WIDTH);
        v3.intoArray(f, to + 3 * WIDTH);
    }

    private static void minOne(float[] f, int at, int rows, int stride, int to) {
        FloatVector v = FloatVector.fromArray(FLOATS, f, at);
        for (int row = 1; row < rows; row++) {
            v = v.min(FloatVector.fromArray(FLOATS, f, at + row * stride));
        }
        v.intoArray(f, to);
    }
}
