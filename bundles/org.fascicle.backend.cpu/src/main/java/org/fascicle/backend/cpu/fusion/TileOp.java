package org.fascicle.backend.cpu.fusion;

import org.fascicle.backend.cpu.machine.Arena;

/** One operation on every element of a tile. */
@FunctionalInterface
interface TileOp {
    /**
     * Applies it.
     *
     * @param n elements, a multiple of a vector
     * @param to first element of the result
     * @param a first element of the first operand
     * @param b first element of the second operand, if there is one
     * @param c first element of the third operand, or of a tile for intermediate values, if there is one
     */
    void run(Arena arena, int n, int to, int a, int b, int c);
}
