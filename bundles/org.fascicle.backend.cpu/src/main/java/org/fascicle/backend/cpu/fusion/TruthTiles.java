package org.fascicle.backend.cpu.fusion;

import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.fascicle.backend.cpu.machine.Arena;

/** Comparisons, truth values (0 and 1) and selection on tiles of floats. */
final class TruthTiles {
    private TruthTiles() {
    }

    static void equal(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            truth(load(f, a + i).compare(VectorOperators.EQ, load(f, b + i))).intoArray(f, to + i);
        }
    }

    static void notEqual(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            truth(load(f, a + i).compare(VectorOperators.NE, load(f, b + i))).intoArray(f, to + i);
        }
    }

    static void less(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            truth(load(f, a + i).compare(VectorOperators.LT, load(f, b + i))).intoArray(f, to + i);
        }
    }

    static void lessOrEqual(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            truth(load(f, a + i).compare(VectorOperators.LE, load(f, b + i))).intoArray(f, to + i);
        }
    }

    static void greater(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            truth(load(f, a + i).compare(VectorOperators.GT, load(f, b + i))).intoArray(f, to + i);
        }
    }

    static void greaterOrEqual(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            truth(load(f, a + i).compare(VectorOperators.GE, load(f, b + i))).intoArray(f, to + i);
        }
    }

    static void notZero(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            truth(load(f, a + i).compare(VectorOperators.NE, 0f)).intoArray(f, to + i);
        }
    }

    static void select(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            load(f, c + i).blend(load(f, b + i), load(f, a + i).compare(VectorOperators.NE, 0f)).intoArray(f, to + i);
        }
    }

    private static FloatVector truth(VectorMask<Float> holds) {
        return FloatVector.zero(FLOATS).blend(1f, holds);
    }

    private static FloatVector load(float[] f, int at) {
        return FloatVector.fromArray(FLOATS, f, at);
    }
}
