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
        FloatVector c00 = start(f, c, onto);
        FloatVector c01 = start(f, c + WIDTH, onto);
        FloatVector c02 = start(f, c + 2 * WIDTH, onto);
        FloatVector c03 = start(f, c + 3 * WIDTH, onto);
        FloatVector c10 = start(f, c + rowC, onto);
        FloatVector c11 = start(f, c + rowC + WIDTH, onto);
        FloatVector c12 = start(f, c + rowC + 2 * WIDTH, onto);
        FloatVector c13 = start(f, c + rowC + 3 * WIDTH, onto);
        FloatVector c20 = start(f, c + 2 * rowC, onto);
        FloatVector c21 = start(f, c + 2 * rowC + WIDTH, onto);
        FloatVector c22 = start(f, c + 2 * rowC + 2 * WIDTH, onto);
        FloatVector c23 = start(f, c + 2 * rowC + 3 * WIDTH, onto);
        FloatVector c30 = start(f, c + 3 * rowC, onto);
        FloatVector c31 = start(f, c + 3 * rowC + WIDTH, onto);
        FloatVector c32 = start(f, c + 3 * rowC + 2 * WIDTH, onto);
        FloatVector c33 = start(f, c + 3 * rowC + 3 * WIDTH, onto);
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
        FloatVector c00 = start(f, c, onto);
        FloatVector c01 = start(f, c + WIDTH, onto);
        FloatVector c02 = start(f, c + 2 * WIDTH, onto);
        FloatVector c03 = start(f, c + 3 * WIDTH, onto);
        FloatVector c10 = start(f, c + rowC, onto);
        FloatVector c11 = start(f, c + rowC + WIDTH, onto);
        FloatVector c12 = start(f, c + rowC + 2 * WIDTH, onto);
        FloatVector c13 = start(f, c + rowC + 3 * WIDTH, onto);
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
        FloatVector c00 = start(f, c, onto);
        FloatVector c01 = start(f, c + WIDTH, onto);
        FloatVector c02 = start(f, c + 2 * WIDTH, onto);
        FloatVector c03 = start(f, c + 3 * WIDTH, onto);
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

    private static FloatVector start(float[] f, int c, boolean onto) {
        return onto ? FloatVector.fromArray(FLOATS, f, c) : FloatVector.zero(FLOATS);
    }
}
