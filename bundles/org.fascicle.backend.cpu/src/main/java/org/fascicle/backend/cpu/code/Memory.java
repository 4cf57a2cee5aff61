package org.fascicle.backend.cpu.code;

/**
 * The local variables that hold the arrays of the arena.
 *
 * @param floats the slot of the floats
 * @param ints the slot of the ints
 * @param bytes the slot of the bytes
 */
public record Memory(int floats, int ints, int bytes) {
}
