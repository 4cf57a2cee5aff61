package org.fascicle.backend;

import java.util.List;
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

    /**
     * Runs once, to the end and with the same results as {@link #run}, and tells where the time went. It may be slower.
     *
     * @return what each kernel took, in the order in which they ran first; empty where this backend measures nothing
     */
    default List<KernelTime> measure(double[] scalars) {
        run(scalars);
        return List.of();
    }
}
