package org.fascicle.graph;

import java.util.Locale;

/** The element type of a tensor. */
public enum DType {
    /** IEEE 754 single precision: the type of work. */
    F32(4),
    /** IEEE 754 double precision: the type of checks. */
    F64(8),
    /** 32-bit two's complement: indices, labels, random bits. */
    I32(4),
    /** Unsigned byte, 0 to 255: images as they are stored. */
    U8(1),
    /** Truth value, one byte. */
    BOOL(1);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** Size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Whether gradients flow through values of this type. */
    public boolean isFloating() {
        return this == F32 || this == F64;
    }

    /** Lower-case name as printed in graphs, such as {@code f32}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
