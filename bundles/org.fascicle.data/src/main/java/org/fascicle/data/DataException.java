package org.fascicle.data;

/** Data that is missing or corrupt: what and where, and what to do. */
public final class DataException extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean missing;

    private DataException(String message, boolean missing, Throwable cause) {
        super(message, cause);
        this.missing = missing;
    }

    /** Files that are not there. */
    public static DataException missing(String message) {
        return new DataException(message, true, null);
    }

    /** Files that are there and cannot be what they should. */
    public static DataException corrupt(String message) {
        return new DataException(message, false, null);
    }

    /** Files that are there and cannot be read. */
    public static DataException corrupt(String message, Throwable cause) {
        return new DataException(message, false, cause);
    }

    /** Whether something is missing, rather than broken. */
    public boolean isMissing() {
        return missing;
    }
}
