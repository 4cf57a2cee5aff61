package org.fascicle.backend.cpu.fusion;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;
import static org.fascicle.backend.cpu.machine.Lanes.INTS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import jdk.incubator.vector.IntVector;
import org.fascicle.backend.cpu.machine.Arena;

/** Arithmetic on tiles of ints. */
final class IntTiles {
    private IntTiles() {
    }

    static void copy(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            IntVector p = IntVector.fromArray(INTS, x, a + i);
            p.intoArray(x, to + i);
        }
    }

    static void add(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            IntVector p = IntVector.fromArray(INTS, x, a + i);
            IntVector q = IntVector.fromArray(INTS, x, b + i);
            p.add(q).intoArray(x, to + i);
        }
    }

    static void subtract(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            IntVector p = IntVector.fromArray(INTS, x, a + i);
            IntVector q = IntVector.fromArray(INTS, x, b + i);
            p.sub(q).intoArray(x, to + i);
        }
    }

    static void multiply(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            IntVector p = IntVector.fromArray(INTS, x, a + i);
            IntVector q = IntVector.fromArray(INTS, x, b + i);
            p.mul(q).intoArray(x, to + i);
        }
    }

    static void maximum(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            IntVector p = IntVector.fromArray(INTS, x, a + i);
            IntVector q = IntVector.fromArray(INTS, x, b + i);
            p.max(q).intoArray(x, to + i);
        }
    }

    static void minimum(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            IntVector p = IntVector.fromArray(INTS, x, a + i);
            IntVector q = IntVector.fromArray(INTS, x, b + i);
            p.min(q).intoArray(x, to + i);
        }
    }

    static void and(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            IntVector p = IntVector.fromArray(INTS, x, a + i);
            IntVector q = IntVector.fromArray(INTS, x, b + i);
            p.and(q).intoArray(x, to + i);
        }
    }

    static void or(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            IntVector p = IntVector.fromArray(INTS, x, a + i);
            IntVector q = IntVector.fromArray(INTS, x, b + i);
            p.or(q).intoArray(x, to + i);
        }
    }

    static void xor(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            IntVector p = IntVector.fromArray(INTS, x, a + i);
            IntVector q = IntVector.fromArray(INTS, x, b + i);
            p.lanewise(XOR, q).intoArray(x, to + i);
        }
    }

    static void shiftLeft(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            IntVector p = IntVector.fromArray(INTS, x, a + i);
            IntVector q = IntVector.fromArray(INTS, x, b + i);
            p.lanewise(LSHL, q).intoArray(x, to + i);
        }
    }

    static void shiftRight(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            IntVector p = IntVector.fromArray(INTS, x, a + i);
            IntVector q = IntVector.fromArray(INTS, x, b + i);
            p.lanewise(LSHR, q).intoArray(x, to + i);
        }
    }

    static void negate(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            IntVector p = IntVector.fromArray(INTS, x, a + i);
            p.neg().intoArray(x, to + i);
        }
    }

    static void absolute(Arena arena, int n, int to, int a, int b, int c) {
        int[] x = arena.ints();
        for (int i = 0; i < n; i += WIDTH) {
            IntVector p = IntVector.fromArray(INTS, x, a + i);
            p.abs().intoArray(x, to + i);
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
}
