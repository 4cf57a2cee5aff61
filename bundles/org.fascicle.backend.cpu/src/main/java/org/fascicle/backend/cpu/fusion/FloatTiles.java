package org.fascicle.backend.cpu.fusion;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import org.fascicle.backend.cpu.machine.Arena;

/** Arithmetic on tiles of floats. */
final class FloatTiles {
    private FloatTiles() {
    }

    static void copy(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            x.intoArray(f, to + i);
        }
    }

    static void add(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector y = FloatVector.fromArray(FLOATS, f, b + i);
            x.add(y).intoArray(f, to + i);
        }
    }

    static void subtract(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector y = FloatVector.fromArray(FLOATS, f, b + i);
            x.sub(y).intoArray(f, to + i);
        }
    }

    static void multiply(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector y = FloatVector.fromArray(FLOATS, f, b + i);
            x.mul(y).intoArray(f, to + i);
        }
    }

    static void divide(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector y = FloatVector.fromArray(FLOATS, f, b + i);
            x.div(y).intoArray(f, to + i);
        }
    }

    static void maximum(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector y = FloatVector.fromArray(FLOATS, f, b + i);
            x.max(y).intoArray(f, to + i);
        }
    }

    static void minimum(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector y = FloatVector.fromArray(FLOATS, f, b + i);
            x.min(y).intoArray(f, to + i);
        }
    }

    static void negate(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            x.neg().intoArray(f, to + i);
        }
    }

    static void absolute(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            x.abs().intoArray(f, to + i);
        }
    }

    static void squareRoot(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            x.sqrt().intoArray(f, to + i);
        }
    }

    static void sign(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            x.blend(1f, x.compare(GT, 0f)).blend(-1f, x.compare(LT, 0f)).intoArray(f, to + i);
        }
    }

    /** Rounds by adding a number whose last place is 1; from 2²³ on every float is whole already. */
    static void floor(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(FLOATS, f, a + i);
            FloatVector size = x.abs();
            FloatVector whole = size.add(0x1p23f).sub(0x1p23f);
            whole = whole.blend(whole.neg(), x.compare(LT, 0f));
            whole = whole.blend(whole.sub(1f), whole.compare(GT, x));
            // x itself where it is large, zero or NaN
            x.blend(whole, size.compare(LT, 0x1p23f).andNot(size.compare(EQ, 0f))).intoArray(f, to + i);
        }
    }
}
