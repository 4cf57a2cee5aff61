package org.fascicle.backend.cpu;

import org.fascicle.backend.cpu.machine.Arena;
import org.fascicle.graph.DType;

/**
 * An input that is given anew at each run.
 *
 * @param dtype its element type
 * @param offset where it lies in the bank of that type
 */
record Scalar(DType dtype, int offset) {
    void set(Arena arena, double value) {
        switch (dtype) {
            case F32 -> arena.floats()[offset] = (float) value;
            case I32 -> arena.ints()[offset] = (int) value;
            case U8 -> arena.bytes()[offset] = (byte) (int) value;
            case BOOL -> arena.bytes()[offset] = (byte) (value != 0 ? 1 : 0);
            case F64 -> throw new IllegalStateException("f64 has no kernels here");
        }
    }
}
