package org.fascicle.backend.cpu.fusion;

import org.fascicle.backend.cpu.machine.Arena;

/** Operations between tiles of floats and tiles of ints, and between tiles and bytes in memory. */
final class MixedTiles {
    private MixedTiles() {
    }

    static void floatToInt(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        int[] x = arena.ints();
        for (int i = 0; i < n; i++) {
            x[to + i] = (int) f[a + i];
        }
    }

    static void floatToByte(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i++) {
            f[to + i] = (int) f[a + i] & 0xff;
        }
    }

    static void intToFloat(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        int[] x = arena.ints();
        for (int i = 0; i < n; i++) {
            f[to + i] = x[a + i];
        }
    }

    static void intToByte(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        int[] x = arena.ints();
        for (int i = 0; i < n; i++) {
            f[to + i] = x[a + i] & 0xff;
        }
    }

    static void intToTruth(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        int[] x = arena.ints();
        for (int i = 0; i < n; i++) {
            f[to + i] = x[a + i] != 0 ? 1 : 0;
        }
    }

    static void intEqual(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        int[] x = arena.ints();
        for (int i = 0; i < n; i++) {
            f[to + i] = x[a + i] == x[b + i] ? 1 : 0;
        }
    }

    static void intNotEqual(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        int[] x = arena.ints();
        for (int i = 0; i < n; i++) {
            f[to + i] = x[a + i] != x[b + i] ? 1 : 0;
        }
    }

    static void intLess(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        int[] x = arena.ints();
        for (int i = 0; i < n; i++) {
            f[to + i] = x[a + i] < x[b + i] ? 1 : 0;
        }
    }

    static void intLessOrEqual(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        int[] x = arena.ints();
        for (int i = 0; i < n; i++) {
            f[to + i] = x[a + i] <= x[b + i] ? 1 : 0;
        }
    }

    static void intGreater(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        int[] x = arena.ints();
        for (int i = 0; i < n; i++) {
            f[to + i] = x[a + i] > x[b + i] ? 1 : 0;
        }
    }

    static void intGreaterOrEqual(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        int[] x = arena.ints();
        for (int i = 0; i < n; i++) {
            f[to + i] = x[a + i] >= x[b + i] ? 1 : 0;
        }
    }

    static void intSelect(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        int[] x = arena.ints();
        for (int i = 0; i < n; i++) {
            x[to + i] = f[a + i] != 0 ? x[b + i] : x[c + i];
        }
    }

    static void fromBytes(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        byte[] bytes = arena.bytes();
        for (int i = 0; i < n; i++) {
            f[to + i] = bytes[a + i] & 0xff;
        }
    }

    static void toBytes(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        byte[] bytes = arena.bytes();
        for (int i = 0; i < n; i++) {
            bytes[to + i] = (byte) (int) f[a + i];
        }
    }
}
