package org.fascicle.backend;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** A compiled graph. It may be bound several times, to several sets of buffers. */
@ConsumerType
public interface Program {
    /**
     * Ties inputs and outputs to buffers.
     *
     * @param buffers a buffer of the right type for each input that is no scalar below, and for each output that is not
     *        the target of an alias: those are written in place of their inputs
     * @param scalars names of inputs of rank 0 that are given anew at each run, in this order
     */
    Step bind(Map<String, Buffer> buffers, List<String> scalars);
}
