package org.fascicle.backend.cpu.fusion;

/**
 * Generated code that computes whole rows, and what their elements are folded to. The ints from {@code at} on are those
 * of a {@link Chain}; the floats from {@code scratch} on may be overwritten.
 */
public interface Rows {
    /** On vectors. */
    void vectors(float[] floats, int[] ints, byte[] bytes, int at, int rows, int length, int scratch);

    /** Element by element, with the same bits. */
    void elements(float[] floats, int[] ints, byte[] bytes, int at, int rows, int length, int scratch);
}
