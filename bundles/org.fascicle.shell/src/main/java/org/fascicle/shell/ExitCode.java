package org.fascicle.shell;

import org.fascicle.experiment.run.Status;
import org.fascicle.workbench.WorkbenchException;

/** What a command tells the operating system. */
public enum ExitCode {
    /** It did what was asked. */
    DONE(0),
    /** It failed. */
    FAILED(1),
    /** The request was wrong. */
    WRONG_REQUEST(2),
    /** Something that it needs is missing. */
    MISSING(3),
    /** It was interrupted; what it had reached is kept, with a checkpoint. */
    INTERRUPTED(130);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The number. */
    public int code() {
        return code;
    }

    /** The code of a request that could not be met. */
    public static ExitCode of(WorkbenchException.Kind kind) {
        return switch (kind) {
            case FAILED -> FAILED;
            case WRONG_REQUEST -> WRONG_REQUEST;
            case MISSING -> MISSING;
        };
    }

    /** The code of a run. */
    public static ExitCode of(Status status) {
        return switch (status) {
            case DONE -> DONE;
            case FAILED, RUNNING, BROKEN_OFF, WAITING -> FAILED;
            case INTERRUPTED -> INTERRUPTED;
        };
    }
}
