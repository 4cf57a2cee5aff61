package org.fascicle.backend;

import org.osgi.annotation.versioning.ConsumerType;

/** A program tied to buffers: the unit of work. Nothing is allocated while it runs. */
@ConsumerType
public interface Step {
    /**
     * Runs once, or starts to; a read of a buffer waits for it.
     *
     * @param scalars the values of the scalars in the order of {@link Program#bind}; not kept
     */
    void run(double[] scalars);
}
