package org.fascicle.backend.cpu.machine;

import org.fascicle.graph.DType;

/** One of the three arrays of an {@link Arena}. */
public enum Bank {
    /** f32. */
    FLOATS(Float.BYTES),
    /** i32. */
    INTS(Integer.BYTES),
    /** u8 and bool. */
    BYTES(Byte.BYTES);

    private final int bytes;

    Bank(int bytes) {
        this.bytes = bytes;
    }

    /** Size of an element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Where tensors of an element type lie. */
    public static Bank of(DType dtype) {
        return switch (dtype) {
            case F32 -> FLOATS;
            case I32 -> INTS;
            case U8, BOOL -> BYTES;
            case F64 -> throw new IllegalArgumentException("f64 has no kernels here; take the reference backend");
        };
    }
}
