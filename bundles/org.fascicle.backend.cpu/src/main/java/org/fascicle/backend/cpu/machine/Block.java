package org.fascicle.backend.cpu.machine;

/**
 * A stretch of an arena.
 *
 * @param bank the array it lies in
 * @param offset its first element
 * @param length its elements, a multiple of {@link Lanes#BLOCK}
 */
public record Block(Bank bank, int offset, int length) {
    /** Memory that it takes. */
    public long bytes() {
        return (long) length * bank.bytes();
    }
}
