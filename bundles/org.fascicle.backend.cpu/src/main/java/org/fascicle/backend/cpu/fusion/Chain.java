package org.fascicle.backend.cpu.fusion;

/**
 * A generated loop over rows of neighbouring elements. The ints from {@code at} on say, for each tensor, where its
 * first row begins and how far the next one lies, and then hold the bits of constants. The floats from {@code scratch}
 * on may be overwritten.
 */
public interface Chain {
    /** Whole vectors: {@code length} is a multiple of their width. */
    void vectors(float[] floats, int[] ints, byte[] bytes, int at, int rows, int length, int scratch);

    /** The first {@code length} elements of each row, fewer than a vector has. */
    void rest(float[] floats, int[] ints, byte[] bytes, int at, int rows, int length, int scratch);

    /** Element by element: any length. */
    void elements(float[] floats, int[] ints, byte[] bytes, int at, int rows, int length, int scratch);
}
