package org.fascicle.workbench.run;

/** Somebody asked the run to end. */
final class CancelledException extends Exception {
    private static final long serialVersionUID = 1L;

    CancelledException() {
        super("the run was asked to end", null, false, false);
    }
}
