package org.fascicle.backend.cpu;

import org.fascicle.backend.cpu.machine.Arena;
import org.fascicle.backend.cpu.machine.Place;
import org.fascicle.graph.DType;

/**
 * An input that is given anew at each run.
 *
 * @param dtype its element type
 * @param place where it lies in the bank of that type
 */
record Scalar(DType dtype, Place place) {
    void set(Arena arena, double value) {
        switch (dtype) {
            case F32 -> arena.floats()[place.offset()] = (float) value;
            case I32 -> arena.ints()[place.offset()] = (int) value;
            case U8 -> arena.bytes()[place.offset()] = (byte) (int) value;
            case BOOL -> arena.bytes()[place.offset()] = (byte) (value != 0 ? 1 : 0);
            case F64 -> throw new IllegalStateException("f64 has no kernels here");
        }
    }
}
