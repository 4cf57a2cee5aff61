package org.fascicle.workbench.run;

/** A wish to end, which a run sees between two steps. */
public final class Cancellation {
    private volatile boolean wanted;

    /** Asks the run to end; it ends after the step at work. */
    public void request() {
        wanted = true;
    }

    /** Whether somebody asked. */
    boolean isWanted() {
        return wanted;
    }

    /** Throws when somebody asked. */
    void check() throws CancelledException {
        if (wanted) {
            throw new CancelledException();
        }
    }
}
