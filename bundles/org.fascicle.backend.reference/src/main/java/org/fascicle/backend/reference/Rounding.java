package org.fascicle.backend.reference;

import org.fascicle.graph.DType;

/** Brings doubles to the values that an element type has. */
final class Rounding {
    private Rounding() {
    }

    /** Rounds in place; gives the array back. */
    static double[] to(DType dtype, double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = to(dtype, values[i]);
        }
        return values;
    }

    /** f32 to nearest; integers cut towards zero, i32 held at its ends as in Java, u8 its low eight bits. */
    static double to(DType dtype, double value) {
        return switch (dtype) {
            case F32 -> (float) value;
            case F64 -> value;
            case I32 -> (int) value;
            case U8 -> (int) value & 0xff;
            case BOOL -> value != 0 ? 1 : 0;
        };
    }
}
