package org.fascicle.launcher;

/** What the process says when it ends. */
public enum ExitCode {
    /** The command did what was asked. */
    DONE(0),
    /** The command, or the start of the workbench, failed. */
    FAILED(1),
    /** The request itself was wrong. */
    WRONG_REQUEST(2),
    /** Something that was asked for is not there: data, a device, a plug-in, a JDK. */
    MISSING(3),
    /** The user interrupted the command. */
    INTERRUPTED(130);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** {@return the number for the operating system} */
    public int code() {
        return code;
    }
}
