package org.fascicle.backend.cpu.fusion;

import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.fascicle.backend.cpu.machine.Arena;

/** Arithmetic on tiles of floats. */
final class FloatTiles {
    private FloatTiles() {
    }

    static void copy(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            load(f, a + i).intoArray(f, to + i);
        }
    }

    static void add(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            load(f, a + i).add(load(f, b + i)).intoArray(f, to + i);
        }
    }

    static void subtract(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            load(f, a + i).sub(load(f, b + i)).intoArray(f, to + i);
        }
    }

    static void multiply(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            load(f, a + i).mul(load(f, b + i)).intoArray(f, to + i);
        }
    }

    static void divide(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            load(f, a + i).div(load(f, b + i)).intoArray(f, to + i);
        }
    }

    static void maximum(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            load(f, a + i).max(load(f, b + i)).intoArray(f, to + i);
        }
    }

    static void minimum(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            load(f, a + i).min(load(f, b + i)).intoArray(f, to + i);
        }
    }

    static void negate(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            load(f, a + i).neg().intoArray(f, to + i);
        }
    }

    static void absolute(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            load(f, a + i).abs().intoArray(f, to + i);
        }
    }

    static void squareRoot(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            load(f, a + i).sqrt().intoArray(f, to + i);
        }
    }

    static void sign(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            sign(load(f, a + i)).intoArray(f, to + i);
        }
    }

    static void floor(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            floor(load(f, a + i)).intoArray(f, to + i);
        }
    }

    private static FloatVector sign(FloatVector x) {
        return x.blend(1f, x.compare(VectorOperators.GT, 0f)).blend(-1f, x.compare(VectorOperators.LT, 0f));
    }

    /** Rounds by adding a number whose last place is 1; from 2²³ on every float is whole already. */
    private static FloatVector floor(FloatVector x) {
        FloatVector size = x.abs();
        FloatVector whole = size.add(0x1p23f).sub(0x1p23f);
        whole = whole.blend(whole.neg(), x.compare(VectorOperators.LT, 0f));
        whole = whole.blend(whole.sub(1f), whole.compare(VectorOperators.GT, x));
        // x itself where it is large, zero or NaN
        return x.blend(whole, size.compare(VectorOperators.LT, 0x1p23f).andNot(size.compare(VectorOperators.EQ, 0f)));
    }

    private static FloatVector load(float[] f, int at) {
        return FloatVector.fromArray(FLOATS, f, at);
    }
}
