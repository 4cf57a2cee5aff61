package org.fascicle.backend.cpu.code;

/**
 * The local variables that say where memory is.
 *
 * @param floats the array of floats
 * @param ints the array of ints
 * @param bytes the array of bytes
 * @param scratch the first of {@link #SCRATCH} vectors of floats that hold nothing
 */
public record Memory(int floats, int ints, int bytes, int scratch) {
    /** Vectors of scratch that are needed. */
    public static final int SCRATCH = 3;
}
