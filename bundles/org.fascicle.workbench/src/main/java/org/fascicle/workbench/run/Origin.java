package org.fascicle.workbench.run;

import java.util.Map;
import java.util.Optional;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.graph.HostTensor;

/**
 * Where a run begins.
 *
 * @param past what is kept of it, where it was broken off
 * @param first the first values of all its variables by key, where they come from a file; the seed draws them elsewhere
 */
record Origin(Optional<Past> past, Optional<Map<String, HostTensor>> first) {
    /** A run that goes on. */
    static Origin of(Past past) {
        return new Origin(Optional.of(past), Optional.empty());
    }

    /** The state in which training begins, where it is not that of the seed. */
    Optional<Checkpoint> state(String run, long seed) {
        return past.flatMap(Past::checkpoint).or(() -> begun(run, seed));
    }

    /** The state before the first step, where its values come from a file. */
    Optional<Checkpoint> begun(String run, long seed) {
        return first.map(values -> new Checkpoint(run, seed, 0, 0, 0, values));
    }
}
