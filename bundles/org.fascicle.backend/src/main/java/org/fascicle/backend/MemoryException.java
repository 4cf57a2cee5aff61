package org.fascicle.backend;

/** More memory was asked for than a session may use. */
public final class MemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A step that no amount of memory would hold: what it is, and what to do. */
    public MemoryException(String message) {
        super(message);
    }

    /** What was asked, what is in use, what the limit is, and what to do. */
    public MemoryException(String what, long asked, long inUse, long limit) {
        super("%s needs %.1f MiB, %.1f MiB of %.1f MiB are in use; raise --memory or make the batch smaller"
                .formatted(what, asked / 1048576.0, inUse / 1048576.0, limit / 1048576.0));
    }
}
