package org.fascicle.bench;

/**
 * What all threads allocated.
 *
 * @param steps in so many steps
 * @param bytes so much
 */
record Garbage(long steps, long bytes) {
    /** Bytes that a step allocates, on average. */
    double ofStep() {
        return (double) bytes / Math.max(1, steps);
    }
}
