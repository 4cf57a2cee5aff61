package org.fascicle.launcher;

/** The workbench cannot start; the message is the one line that the user reads. */
public final class LaunchException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    /**
     * @param exitCode how the process ends
     * @param message what was asked, what came, where, and what to do
     */
    public LaunchException(ExitCode exitCode, String message) {
        this(exitCode, message, null);
    }

    /**
     * @param exitCode how the process ends
     * @param message what was asked, what came, where, and what to do
     * @param cause what lies beneath, for {@code --debug}
     */
    public LaunchException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** {@return how the process ends} */
    public ExitCode exitCode() {
        return exitCode;
    }
}
