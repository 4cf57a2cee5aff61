package org.fascicle.backend.cpu.reduction;

import static org.fascicle.backend.cpu.machine.Lanes.BLOCK;
import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.fascicle.backend.cpu.machine.Kernel;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.backend.cpu.machine.Worker;

/**
 * Folds rows of contiguous floats: {@code [rows, length] → [rows, pieces]}. In a piece, element i goes to lane
 * {@code i mod 64}; each lane is a chain, which begins with what is left over behind the last whole 64; the lanes are
 * joined in halves: 0 with 32, 1 with 33, …, then 0 with 16 and so on. Short rows are one chain.
 */
final class RowFold implements Kernel {
    /** Elements of a piece. */
    static final int PIECE = 4096;
    private static final int LANES = 4 * BLOCK;

    private final Fold fold;
    private final Place source;
    private final Place destination;
    private final int rows;
    private final int length;
    private final int pieces;

    RowFold(Fold fold, Place source, Place destination, int rows, int length) {
        this.fold = fold;
        this.source = source;
        this.destination = destination;
        this.rows = rows;
        this.length = length;
        this.pieces = Math.max(1, Math.ceilDiv(length, PIECE));
    }

    @Override
    public int extent() {
        return rows * pieces;
    }

    @Override
    public long nanoseconds() {
        return length < LANES ? (long) rows * length : (long) rows * (30 + length / 16);
    }

    @Override
    public int scratchFloats() {
        return LANES;
    }

    @Override
    public void run(Worker worker, int from, int to) {
        float[] f = worker.arena().floats();
        int begins = source.offset();
        int into = destination.offset();
        for (int part = from; part < to; part++) {
            int begin = part % pieces * PIECE;
            int at = begins + part / pieces * length + begin;
            f[into + part] = piece(f, at, Math.min(PIECE, length - begin), worker.scratchFloats());
        }
    }

    private float piece(float[] f, int at, int n, int lanes) {
        if (n < LANES) {
            float chain = fold.neutral();
            for (int i = 0; i < n; i++) {
                chain = fold.join(chain, f[at + i]);
            }
            return chain;
        }
        int whole = n / LANES * LANES;
        Arrays.fill(f, lanes, lanes + LANES, fold.neutral());
        System.arraycopy(f, at + whole, f, lanes, n - whole);
        // narrow vectors go through the piece several times, each time for the next lanes of every block
        for (int lane = 0; lane < BLOCK; lane += WIDTH) {
            switch (fold) {
                case SUM -> sum(f, at + lane, at + whole, lanes + lane);
                case MAX -> max(f, at + lane, at + whole, lanes + lane);
                case MIN -> min(f, at + lane, at + whole, lanes + lane);
            }
        }
        for (int half = BLOCK / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                f[lanes + i] = fold.join(f[lanes + i], f[lanes + i + half]);
            }
        }
        return f[lanes];
    }

    private static void sum(float[] f, int at, int limit, int lanes) {
        FloatVector v0 = FloatVector.fromArray(FLOATS, f, lanes);
        FloatVector v1 = FloatVector.fromArray(FLOATS, f, lanes + BLOCK);
        FloatVector v2 = FloatVector.fromArray(FLOATS, f, lanes + 2 * BLOCK);
        FloatVector v3 = FloatVector.fromArray(FLOATS, f, lanes + 3 * BLOCK);
        for (int i = at; i < limit; i += LANES) {
            v0 = v0.add(FloatVector.fromArray(FLOATS, f, i));
            v1 = v1.add(FloatVector.fromArray(FLOATS, f, i + BLOCK));
            v2 = v2.add(FloatVector.fromArray(FLOATS, f, i + 2 * BLOCK));
            v3 = v3.add(FloatVector.fromArray(FLOATS, f, i + 3 * BLOCK));
        }
        v0.add(v2).add(v1.add(v3)).intoArray(f, lanes);
    }

    private static void max(float[] f, int at, int limit, int lanes) {
        FloatVector v0 = FloatVector.fromArray(FLOATS, f, lanes);
        FloatVector v1 = FloatVector.fromArray(FLOATS, f, lanes + BLOCK);
        FloatVector v2 = FloatVector.fromArray(FLOATS, f, lanes + 2 * BLOCK);
        FloatVector v3 = FloatVector.fromArray(FLOATS, f, lanes + 3 * BLOCK);
        for (int i = at; i < limit; i += LANES) {
            v0 = v0.max(FloatVector.fromArray(FLOATS, f, i));
            v1 = v1.max(FloatVector.fromArray(FLOATS, f, i + BLOCK));
            v2 = v2.max(FloatVector.fromArray(FLOATS, f, i + 2 * BLOCK));
            v3 = v3.max(FloatVector.fromArray(FLOATS, f, i + 3 * BLOCK));
        }
        v0.max(v2).max(v1.max(v3)).intoArray(f, lanes);
    }

    private static void min(float[] f, int at, int limit, int lanes) {
        FloatVector v0 = FloatVector.fromArray(FLOATS, f, lanes);
        FloatVector v1 = FloatVector.fromArray(FLOATS, f, lanes + BLOCK);
        FloatVector v2 = FloatVector.fromArray(FLOATS, f, lanes + 2 * BLOCK);
        FloatVector v3 = FloatVector.fromArray(FLOATS, f, lanes + 3 * BLOCK);
        for (int i = at; i < limit; i += LANES) {
            v0 = v0.min(FloatVector.fromArray(FLOATS, f, i));
            v1 = v1.min(FloatVector.fromArray(FLOATS, f, i + BLOCK));
            v2 = v2.min(FloatVector.fromArray(FLOATS, f, i + 2 * BLOCK));
            v3 = v3.min(FloatVector.fromArray(FLOATS, f, i + 3 * BLOCK));
        }
        v0.min(v2).min(v1.min(v3)).intoArray(f, lanes);
    }
}
