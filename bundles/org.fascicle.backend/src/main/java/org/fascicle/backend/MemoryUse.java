package org.fascicle.backend;

/**
 * Memory of a session.
 *
 * @param bytes in use now
 * @param peakBytes the most that was in use
 */
public record MemoryUse(long bytes, long peakBytes) {
}
