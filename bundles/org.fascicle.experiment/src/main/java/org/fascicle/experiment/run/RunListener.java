package org.fascicle.experiment.run;

import java.nio.file.Path;
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

    /** What is known of the run at its end, to be drawn into its folder. */
    default void ended(RunView view) {
    }

    /** Losses by learning rate, to be drawn into a file. */
    default void rates(RateCurve curve, Path picture) {
    }
}
