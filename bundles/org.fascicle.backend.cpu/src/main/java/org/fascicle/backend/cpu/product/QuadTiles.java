package org.fascicle.backend.cpu.product;

import static org.fascicle.backend.cpu.machine.Lanes.FLOATS;
import static org.fascicle.backend.cpu.machine.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;

/**
 * Tiles of a product that are four vectors wide: a few rows of C stay in registers while k runs, so that each loaded
 * vector of B meets several elements of A. Written out, because only local variables become registers.
 */
final class QuadTiles {
    private QuadTiles() {
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
        if (rows >= 4) {
            tile4x4(f, a, rowA, stepA, b, stepB, c, rowC, depth, onto);
            return 4;
        }
        if (rows >= 2) {
            tile2x4(f, a, rowA, stepA, b, stepB, c, rowC, depth, onto);
            return 2;
        }
        tile1x4(f, a, stepA, b, stepB, c, depth, onto);
        return 1;
    }

    private static void tile4x4(float[] f, int a, int rowA, int stepA, int b, int stepB, int c, int rowC, int depth,
            boolean onto) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector c00 = onto ? FloatVector.fromArray(FLOATS, f, c) : zero;
        FloatVector c01 = onto ? FloatVector.fromArray(FLOATS, f, c + WIDTH) : zero;
        FloatVector c02 = onto ? FloatVector.fromArray(FLOATS, f, c + 2 * WIDTH) : zero;
        FloatVector c03 = onto ? FloatVector.fromArray(FLOATS, f, c + 3 * WIDTH) : zero;
        FloatVector c10 = onto ? FloatVector.fromArray(FLOATS, f, c + rowC) : zero;
        FloatVector c11 = onto ? FloatVector.fromArray(FLOATS, f, c + rowC + WIDTH) : zero;
        FloatVector c12 = onto ? FloatVector.fromArray(FLOATS, f, c + rowC + 2 * WIDTH) : zero;
        FloatVector c13 = onto ? FloatVector.fromArray(FLOATS, f, c + rowC + 3 * WIDTH) : zero;
        FloatVector c20 = onto ? FloatVector.fromArray(FLOATS, f, c + 2 * rowC) : zero;
        FloatVector c21 = onto ? FloatVector.fromArray(FLOATS, f, c + 2 * rowC + WIDTH) : zero;
        FloatVector c22 = onto ? FloatVector.fromArray(FLOATS, f, c + 2 * rowC + 2 * WIDTH) : zero;
        FloatVector c23 = onto ? FloatVector.fromArray(FLOATS, f, c + 2 * rowC + 3 * WIDTH) : zero;
        FloatVector c30 = onto ? FloatVector.fromArray(FLOATS, f, c + 3 * rowC) : zero;
        FloatVector c31 = onto ? FloatVector.fromArray(FLOATS, f, c + 3 * rowC + WIDTH) : zero;
        FloatVector c32 = onto ? FloatVector.fromArray(FLOATS, f, c + 3 * rowC + 2 * WIDTH) : zero;
        FloatVector c33 = onto ? FloatVector.fromArray(FLOATS, f, c + 3 * rowC + 3 * WIDTH) : zero;
        for (int k = 0; k < depth; k++) {
            int ka = a + k * stepA;
            int kb = b + k * stepB;
            FloatVector b0 = FloatVector.fromArray(FLOATS, f, kb);
            FloatVector b1 = FloatVector.fromArray(FLOATS, f, kb + WIDTH);
            FloatVector b2 = FloatVector.fromArray(FLOATS, f, kb + 2 * WIDTH);
            FloatVector b3 = FloatVector.fromArray(FLOATS, f, kb + 3 * WIDTH);
            FloatVector a0 = FloatVector.broadcast(FLOATS, f[ka]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, f[ka + rowA]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, f[ka + 2 * rowA]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, f[ka + 3 * rowA]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
        }
        c00.intoArray(f, c);
        c01.intoArray(f, c + WIDTH);
        c02.intoArray(f, c + 2 * WIDTH);
        c03.intoArray(f, c + 3 * WIDTH);
        c10.intoArray(f, c + rowC);
        c11.intoArray(f, c + rowC + WIDTH);
        c12.intoArray(f, c + rowC + 2 * WIDTH);
        c13.intoArray(f, c + rowC + 3 * WIDTH);
        c20.intoArray(f, c + 2 * rowC);
        c21.intoArray(f, c + 2 * rowC + WIDTH);
        c22.intoArray(f, c + 2 * rowC + 2 * WIDTH);
        c23.intoArray(f, c + 2 * rowC + 3 * WIDTH);
        c30.intoArray(f, c + 3 * rowC);
        c31.intoArray(f, c + 3 * rowC + WIDTH);
        c32.intoArray(f, c + 3 * rowC + 2 * WIDTH);
        c33.intoArray(f, c + 3 * rowC + 3 * WIDTH);
    }

    private static void tile2x4(float[] f, int a, int rowA, int stepA, int b, int stepB, int c, int rowC, int depth,
            boolean onto) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector c00 = onto ? FloatVector.fromArray(FLOATS, f, c) : zero;
        FloatVector c01 = onto ? FloatVector.fromArray(FLOATS, f, c + WIDTH) : zero;
        FloatVector c02 = onto ? FloatVector.fromArray(FLOATS, f, c + 2 * WIDTH) : zero;
        FloatVector c03 = onto ? FloatVector.fromArray(FLOATS, f, c + 3 * WIDTH) : zero;
        FloatVector c10 = onto ? FloatVector.fromArray(FLOATS, f, c + rowC) : zero;
        FloatVector c11 = onto ? FloatVector.fromArray(FLOATS, f, c + rowC + WIDTH) : zero;
        FloatVector c12 = onto ? FloatVector.fromArray(FLOATS, f, c + rowC + 2 * WIDTH) : zero;
        FloatVector c13 = onto ? FloatVector.fromArray(FLOATS, f, c + rowC + 3 * WIDTH) : zero;
        for (int k = 0; k < depth; k++) {
            int ka = a + k * stepA;
            int kb = b + k * stepB;
            FloatVector b0 = FloatVector.fromArray(FLOATS, f, kb);
            FloatVector b1 = FloatVector.fromArray(FLOATS, f, kb + WIDTH);
            FloatVector b2 = FloatVector.fromArray(FLOATS, f, kb + 2 * WIDTH);
            FloatVector b3 = FloatVector.fromArray(FLOATS, f, kb + 3 * WIDTH);
            FloatVector a0 = FloatVector.broadcast(FLOATS, f[ka]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, f[ka + rowA]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
        }
        c00.intoArray(f, c);
        c01.intoArray(f, c + WIDTH);
        c02.intoArray(f, c + 2 * WIDTH);
        c03.intoArray(f, c + 3 * WIDTH);
        c10.intoArray(f, c + rowC);
        c11.intoArray(f, c + rowC + WIDTH);
        c12.intoArray(f, c + rowC + 2 * WIDTH);
        c13.intoArray(f, c + rowC + 3 * WIDTH);
    }

    private static void tile1x4(float[] f, int a, int stepA, int b, int stepB, int c, int depth, boolean onto) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector c00 = onto ? FloatVector.fromArray(FLOATS, f, c) : zero;
        FloatVector c01 = onto ? FloatVector.fromArray(FLOATS, f, c + WIDTH) : zero;
        FloatVector c02 = onto ? FloatVector.fromArray(FLOATS, f, c + 2 * WIDTH) : zero;
        FloatVector c03 = onto ? FloatVector.fromArray(FLOATS, f, c + 3 * WIDTH) : zero;
        for (int k = 0; k < depth; k++) {
            int ka = a + k * stepA;
            int kb = b + k * stepB;
            FloatVector b0 = FloatVector.fromArray(FLOATS, f, kb);
            FloatVector b1 = FloatVector.fromArray(FLOATS, f, kb + WIDTH);
            FloatVector b2 = FloatVector.fromArray(FLOATS, f, kb + 2 * WIDTH);
            FloatVector b3 = FloatVector.fromArray(FLOATS, f, kb + 3 * WIDTH);
            FloatVector a0 = FloatVector.broadcast(FLOATS, f[ka]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
        }
        c00.intoArray(f, c);
        c01.intoArray(f, c + WIDTH);
        c02.intoArray(f, c + 2 * WIDTH);
        c03.intoArray(f, c + 3 * WIDTH);
    }
}
