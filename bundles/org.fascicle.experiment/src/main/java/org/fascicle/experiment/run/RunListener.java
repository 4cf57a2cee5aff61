package org.fascicle.experiment.run;

import org.osgi.annotation.versioning.ConsumerType;

/** Somebody who watches a run; nothing that it does changes the run. */
@ConsumerType
public interface RunListener {
    /** Something happened. */
    void event(RunEvent event);

    /**
     * A step is done; called often, and must return at once.
     *
     * @param epoch the epoch in work, from 1
     * @param step steps done in this epoch
     * @param steps steps of this epoch
     */
    default void progress(int epoch, long step, long steps) {
    }
}
