package org.fascicle.workbench;

/** A request that cannot be met: why, and what to do. */
public final class WorkbenchException extends Exception {
    private static final long serialVersionUID = 1L;
    private final Kind kind;
    private final String hint;

    /** Whose fault it is. */
    public enum Kind {
        /** It was well asked and went wrong. */
        FAILED,
        /** The request itself is wrong. */
        WRONG_REQUEST,
        /** Something that it needs is not there: data, a device, a plug-in. */
        MISSING
    }

    /**
     * @param kind whose fault it is
     * @param message what was asked, what came, and where
     * @param hint what to do; may be empty
     * @param cause what lies beneath, or null
     */
    public WorkbenchException(Kind kind, String message, String hint, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.hint = hint;
    }

    /** A request that is wrong. */
    public static WorkbenchException wrong(String message, String hint) {
        return new WorkbenchException(Kind.WRONG_REQUEST, message, hint, null);
    }

    /** Something that is not there. */
    public static WorkbenchException missing(String message, String hint) {
        return new WorkbenchException(Kind.MISSING, message, hint, null);
    }

    /** Whose fault it is. */
    public Kind kind() {
        return kind;
    }

    /** What to do; may be empty. */
    public String hint() {
        return hint;
    }
}
