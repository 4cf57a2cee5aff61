package org.fascicle.data;

/** Data that is missing, corrupt or wrong: what and where, and what to do. */
public final class DataException extends Exception {
    private static final long serialVersionUID = 1L;
    private final Kind kind;

    private enum Kind {
        MISSING, CORRUPT, WRONG
    }

    private DataException(String message, Kind kind, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Files that are not there. */
    public static DataException missing(String message) {
        return new DataException(message, Kind.MISSING, null);
    }

    /** Files that are there and cannot be what they should. */
    public static DataException corrupt(String message) {
        return new DataException(message, Kind.CORRUPT, null);
    }

    /** Files that are there and cannot be read. */
    public static DataException corrupt(String message, Throwable cause) {
        return new DataException(message, Kind.CORRUPT, cause);
    }

    /** Files, or options, that are the user's own to mend: every mistake, with its line, and what to do. */
    public static DataException wrong(String message) {
        return new DataException(message, Kind.WRONG, null);
    }

    /** Whether something is missing, rather than broken. */
    public boolean isMissing() {
        return kind == Kind.MISSING;
    }

    /** Whether the user's own file or options are at fault, rather than a file that should be as it was published. */
    public boolean isWrong() {
        return kind == Kind.WRONG;
    }
}
