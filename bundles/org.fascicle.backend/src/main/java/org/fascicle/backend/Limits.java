package org.fascicle.backend;

/**
 * What a session may use.
 *
 * @param threads at least 1
 * @param memory bytes for buffers and scratch together
 */
public record Limits(int threads, long memory) {
    public Limits {
        if (threads < 1 || memory < 1) {
            throw new IllegalArgumentException("a session needs a thread and memory, not " + threads + " threads and "
                    + memory + " bytes");
        }
    }

    /** All processors and no limit on memory. */
    public static Limits unlimited() {
        return new Limits(Runtime.getRuntime().availableProcessors(), Long.MAX_VALUE);
    }
}
