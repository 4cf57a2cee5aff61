package org.fascicle.backend.cpu.fusion;

import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;

/**
 * The end of a sum: element i of a row went to lane {@code i mod lanes}, each of them a chain; the lanes are joined in
 * halves, 0 with 8, 1 with 9, …, then 0 with 4 and so on. So the bits are the same whatever a vector holds.
 */
final class LaneSums {
    /** Lanes of a short row. */
    static final int FEW = 16;
    /** Lanes of a long row: several vectors, so that no addition waits for the one before. */
    static final int MANY = 64;

    private LaneSums() {
    }

    /** How many lanes a sum of rows has. */
    static int lanes(int row) {
        return row > 4 * FEW ? MANY : FEW;
    }

    /** Joins so many lanes in halves, until they are those of a short row. */
    static void join(float[] f, int at, int lanes) {
        for (int half = lanes / 2; half >= FEW; half /= 2) {
            for (int i = at; i < at + half; i += WIDTH) {
                FloatVector.fromArray(FLOATS, f, i).add(FloatVector.fromArray(FLOATS, f, i + half)).intoArray(f, i);
            }
        }
    }
}
