package org.fascicle.backend.cpu.code;

import jdk.incubator.vector.IntVector;
import org.fascicle.backend.cpu.machine.Lanes;

/** Arithmetic of ints that no processor does on vectors. */
public final class Integers {
    private Integers() {
    }

    /** {@code a/b} as Java does, 0 where b is. */
    public static int divide(int a, int b) {
        return b == 0 ? 0 : a / b;
    }

    /** The same for each lane. */
    public static IntVector divide(IntVector a, IntVector b) {
        IntVector quotients = IntVector.zero(Lanes.INTS);
        for (int i = 0; i < Lanes.WIDTH; i++) {
            quotients = quotients.withLane(i, divide(a.lane(i), b.lane(i)));
        }
        return quotients;
    }
}
