package org.fascicle.backend.cpu.product;

import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/**
 * Tiles of a product that are one vector wide: a few rows of C stay in registers while k runs, so that each loaded
 * vector of B meets several elements of A. Written out, because only local variables become registers.
 */
final class SingleTiles {
    private SingleTiles() {
    }

    /**
     * The tallest tile that fits into so many rows.
     *
     * @param a first element of A; rows are {@code rowA} apart, steps of k {@code stepA}
     * @param b first element of B; steps of k are {@code stepB} apart, columns 1
     * @param c first element of C; rows are {@code rowC} apart, columns 1
     * @param onto whether the chain of sums goes on from what stands in C, or begins with 0
     * @return the rows that were done
     */
    static int run(int rows, float[] f, int a, int rowA, int stepA, int b, int stepB, int c, int rowC, int depth,
            boolean onto) {
        if (rows >= 8) {
            tile8x1(f, a, rowA, stepA, b, stepB, c, rowC, depth, onto);
            return 8;
        }
        if (rows >= 4) {
            tile4x1(f, a, rowA, stepA, b, stepB, c, rowC, depth, onto);
            return 4;
        }
        if (rows >= 2) {
            tile2x1(f, a, rowA, stepA, b, stepB, c, rowC, depth, onto);
            return 2;
        }
        tile1x1(f, a, stepA, b, stepB, c, depth, onto);
        return 1;
    }

    private static void tile8x1(float[] f, int a, int rowA, int stepA, int b, int stepB, int c, int rowC, int depth,
            boolean onto) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector c00 = onto ? FloatVector.fromArray(FLOATS, f, c) : zero;
        FloatVector c10 = onto ? FloatVector.fromArray(FLOATS, f, c + rowC) : zero;
        FloatVector c20 = onto ? FloatVector.fromArray(FLOATS, f, c + 2 * rowC) : zero;
        FloatVector c30 = onto ? FloatVector.fromArray(FLOATS, f, c + 3 * rowC) : zero;
        FloatVector c40 = onto ? FloatVector.fromArray(FLOATS, f, c + 4 * rowC) : zero;
        FloatVector c50 = onto ? FloatVector.fromArray(FLOATS, f, c + 5 * rowC) : zero;
        FloatVector c60 = onto ? FloatVector.fromArray(FLOATS, f, c + 6 * rowC) : zero;
        FloatVector c70 = onto ? FloatVector.fromArray(FLOATS, f, c + 7 * rowC) : zero;
        for (int k = 0; k < depth; k++) {
            int ka = a + k * stepA;
            FloatVector b0 = FloatVector.fromArray(FLOATS, f, b + k * stepB);
            FloatVector a0 = FloatVector.broadcast(FLOATS, f[ka]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(FLOATS, f[ka + rowA]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(FLOATS, f[ka + 2 * rowA]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(FLOATS, f[ka + 3 * rowA]);
            c30 = a3.fma(b0, c30);
            FloatVector a4 = FloatVector.broadcast(FLOATS, f[ka + 4 * rowA]);
            c40 = a4.fma(b0, c40);
            FloatVector a5 = FloatVector.broadcast(FLOATS, f[ka + 5 * rowA]);
            c50 = a5.fma(b0, c50);
            FloatVector a6 = FloatVector.broadcast(FLOATS, f[ka + 6 * rowA]);
            c60 = a6.fma(b0, c60);
            FloatVector a7 = FloatVector.broadcast(FLOATS, f[ka + 7 * rowA]);
            c70 = a7.fma(b0, c70);
        }
        c00.intoArray(f, c);
        c10.intoArray(f, c + rowC);
        c20.intoArray(f, c + 2 * rowC);
        c30.intoArray(f, c + 3 * rowC);
        c40.intoArray(f, c + 4 * rowC);
        c50.intoArray(f, c + 5 * rowC);
        c60.intoArray(f, c + 6 * rowC);
        c70.intoArray(f, c + 7 * rowC);
    }

    private static void tile4x1(float[] f, int a, int rowA, int stepA, int b, int stepB, int c, int rowC, int depth,
            boolean onto) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector c00 = onto ? FloatVector.fromArray(FLOATS, f, c) : zero;
        FloatVector c10 = onto ? FloatVector.fromArray(FLOATS, f, c + rowC) : zero;
        FloatVector c20 = onto ? FloatVector.fromArray(FLOATS, f, c + 2 * rowC) : zero;
        FloatVector c30 = onto ? FloatVector.fromArray(FLOATS, f, c + 3 * rowC) : zero;
        for (int k = 0; k < depth; k++) {
            int ka = a + k * stepA;
            FloatVector b0 = FloatVector.fromArray(FLOATS, f, b + k * stepB);
            FloatVector a0 = FloatVector.broadcast(FLOATS, f[ka]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(FLOATS, f[ka + rowA]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(FLOATS, f[ka + 2 * rowA]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(FLOATS, f[ka + 3 * rowA]);
            c30 = a3.fma(b0, c30);
        }
        c00.intoArray(f, c);
        c10.intoArray(f, c + rowC);
        c20.intoArray(f, c + 2 * rowC);
        c30.intoArray(f, c + 3 * rowC);
    }

    private static void tile2x1(float[] f, int a, int rowA, int stepA, int b, int stepB, int c, int rowC, int depth,
            boolean onto) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector c00 = onto ? FloatVector.fromArray(FLOATS, f, c) : zero;
        FloatVector c10 = onto ? FloatVector.fromArray(FLOATS, f, c + rowC) : zero;
        for (int k = 0; k < depth; k++) {
            int ka = a + k * stepA;
            FloatVector b0 = FloatVector.fromArray(FLOATS, f, b + k * stepB);
            FloatVector a0 = FloatVector.broadcast(FLOATS, f[ka]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(FLOATS, f[ka + rowA]);
            c10 = a1.fma(b0, c10);
        }
        c00.intoArray(f, c);
        c10.intoArray(f, c + rowC);
    }

    private static void tile1x1(float[] f, int a, int stepA, int b, int stepB, int c, int depth, boolean onto) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector c00 = onto ? FloatVector.fromArray(FLOATS, f, c) : zero;
        for (int k = 0; k < depth; k++) {
            int ka = a + k * stepA;
            FloatVector b0 = FloatVector.fromArray(FLOATS, f, b + k * stepB);
            FloatVector a0 = FloatVector.broadcast(FLOATS, f[ka]);
            c00 = a0.fma(b0, c00);
        }
        c00.intoArray(f, c);
    }
}
