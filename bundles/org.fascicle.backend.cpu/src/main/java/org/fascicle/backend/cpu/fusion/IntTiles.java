package org.fascicle.backend.cpu.fusion;

import static org.fascicle.backend.cpu.machine.Lanes.INTS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.fascicle.backend.cpu.machine.Arena;

/** Arithmetic on tiles of ints. */
final class IntTiles {
    private IntTiles() {
    }

    static void copy(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            load(x, a + i).intoArray(x, to + i);
        }
    }

    static void add(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            load(x, a + i).add(load(x, b + i)).intoArray(x, to + i);
        }
    }

    static void subtract(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            load(x, a + i).sub(load(x, b + i)).intoArray(x, to + i);
        }
    }

    static void multiply(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            load(x, a + i).mul(load(x, b + i)).intoArray(x, to + i);
        }
    }

    static void maximum(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            load(x, a + i).max(load(x, b + i)).intoArray(x, to + i);
        }
    }

    static void minimum(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            load(x, a + i).min(load(x, b + i)).intoArray(x, to + i);
        }
    }

    static void and(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            load(x, a + i).and(load(x, b + i)).intoArray(x, to + i);
        }
    }

    static void or(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            load(x, a + i).or(load(x, b + i)).intoArray(x, to + i);
        }
    }

    static void xor(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            load(x, a + i).lanewise(VectorOperators.XOR, load(x, b + i)).intoArray(x, to + i);
        }
    }

    static void shiftLeft(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            load(x, a + i).lanewise(VectorOperators.LSHL, load(x, b + i)).intoArray(x, to + i);
        }
    }

    static void shiftRight(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            load(x, a + i).lanewise(VectorOperators.LSHR, load(x, b + i)).intoArray(x, to + i);
        }
    }

    static void negate(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            load(x, a + i).neg().intoArray(x, to + i);
        }
    }

    static void absolute(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            load(x, a + i).abs().intoArray(x, to + i);
        }
    }

    static void sign(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i++) {
            x[to + i] = Integer.signum(x[a + i]);
        }
    }

    static void divide(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i++) {
            x[to + i] = x[b + i] == 0 ? 0 : x[a + i] / x[b + i];
        }
    }

    private static IntVector load(int[] x, int at) {
        return IntVector.fromArray(INTS, x, at);
    }
}
