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

    /** The sum of so many lanes, whose memory is used for it. */
    static float sum(float[] f, int at, int lanes) {
        for (int half = lanes / 2; half >= FEW; half /= 2) {
            for (int i = at; i < at + half; i += WIDTH) {
                FloatVector.fromArray(FLOATS, f, i).add(FloatVector.fromArray(FLOATS, f, i + half)).intoArray(f, i);
            }
        }
        float a = (f[at] + f[at + 8]) + (f[at + 4] + f[at + 12]);
        float b = (f[at + 1] + f[at + 9]) + (f[at + 5] + f[at + 13]);
        float c = (f[at + 2] + f[at + 10]) + (f[at + 6] + f[at + 14]);
        float d = (f[at + 3] + f[at + 11]) + (f[at + 7] + f[at + 15]);
        return (a + c) + (b + d);
    }
}
