package org.fascicle.backend.cpu.fusion;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;
import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import org.fascicle.backend.cpu.machine.Arena;

/** Comparisons, truth values (0 and 1) and selection on tiles of floats. */
final class TruthTiles {
    private TruthTiles() {
    }

    static void equal(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector y = FloatVector.fromArray(FLOATS, f, b + i);
            FloatVector.zero(FLOATS).blend(1f, x.compare(EQ, y)).intoArray(f, to + i);
        }
    }

    static void notEqual(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector y = FloatVector.fromArray(FLOATS, f, b + i);
            FloatVector.zero(FLOATS).blend(1f, x.compare(NE, y)).intoArray(f, to + i);
        }
    }

    static void less(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector y = FloatVector.fromArray(FLOATS, f, b + i);
            FloatVector.zero(FLOATS).blend(1f, x.compare(LT, y)).intoArray(f, to + i);
        }
    }

    static void lessOrEqual(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector y = FloatVector.fromArray(FLOATS, f, b + i);
            FloatVector.zero(FLOATS).blend(1f, x.compare(LE, y)).intoArray(f, to + i);
        }
    }

    static void greater(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector y = FloatVector.fromArray(FLOATS, f, b + i);
            FloatVector.zero(FLOATS).blend(1f, x.compare(GT, y)).intoArray(f, to + i);
        }
    }

    static void greaterOrEqual(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector y = FloatVector.fromArray(FLOATS, f, b + i);
            FloatVector.zero(FLOATS).blend(1f, x.compare(GE, y)).intoArray(f, to + i);
        }
    }

    static void notZero(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector.zero(FLOATS).blend(1f, x.compare(NE, 0f)).intoArray(f, to + i);
        }
    }

    static void select(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector y = FloatVector.fromArray(FLOATS, f, b + i);
            FloatVector z = FloatVector.fromArray(FLOATS, f, c + i);
            z.blend(y, x.compare(NE, 0f)).intoArray(f, to + i);
        }
    }
}
