package org.fascicle.backend.cpu.fusion;

import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.fascicle.backend.cpu.machine.Arena;
import org.fascicle.backend.cpu.math.ErrorFunction;
import org.fascicle.backend.cpu.math.Exponential;
import org.fascicle.backend.cpu.math.Logarithm;
import org.fascicle.backend.cpu.math.PowerFunction;
import org.fascicle.backend.cpu.math.Trigonometry;

/** Transcendental functions of tiles of floats. */
final class FunctionTiles {
    private FunctionTiles() {
    }

    static void exp(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            Exponential.exp(load(f, a + i)).intoArray(f, to + i);
        }
    }

    static void expm1(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            Exponential.expm1(load(f, a + i)).intoArray(f, to + i);
        }
    }

    static void tanh(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            Exponential.tanh(load(f, a + i)).intoArray(f, to + i);
        }
    }

    static void logistic(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            Exponential.logistic(load(f, a + i)).intoArray(f, to + i);
        }
    }

    static void log(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            Logarithm.log(load(f, a + i)).intoArray(f, to + i);
        }
    }

    static void log1p(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            Logarithm.log1p(load(f, a + i)).intoArray(f, to + i);
        }
    }

    static void erf(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        for (int i = 0; i < n; i += WIDTH) {
            ErrorFunction.erf(load(f, a + i)).intoArray(f, to + i);
        }
    }

    static void sin(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        boolean huge = false;
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = load(f, a + i);
            huge |= isHuge(x);
            Trigonometry.sin(x).intoArray(f, to + i);
        }
        for (int i = 0; huge && i < n; i++) {
            if (Math.abs(f[a + i]) > Trigonometry.LIMIT) {
                f[to + i] = (float) StrictMath.sin(f[a + i]);
            }
        }
    }

    static void cos(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        boolean huge = false;
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector x = load(f, a + i);
            huge |= isHuge(x);
            Trigonometry.cos(x).intoArray(f, to + i);
        }
        for (int i = 0; huge && i < n; i++) {
            if (Math.abs(f[a + i]) > Trigonometry.LIMIT) {
                f[to + i] = (float) StrictMath.cos(f[a + i]);
            }
        }
    }

    static void power(Arena arena, int n, int to, int a, int b, int c) {
        float[] f = arena.floats();
        boolean special = false;
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector base = load(f, a + i);
            FloatVector exponent = load(f, b + i);
            special |= !PowerFunction.isOrdinary(base, exponent).allTrue();
            PowerFunction.pow(base, exponent).intoArray(f, to + i);
        }
        for (int i = 0; special && i < n; i++) {
            if (!PowerFunction.isOrdinary(f[a + i], f[b + i])) {
                f[to + i] = PowerFunction.pow(f[a + i], f[b + i]);
            }
        }
    }

    private static boolean isHuge(FloatVector x) {
        return x.abs().compare(VectorOperators.GT, Trigonometry.LIMIT).anyTrue();
    }

    private static FloatVector load(float[] f, int at) {
        return FloatVector.fromArray(FLOATS, f, at);
    }
}
