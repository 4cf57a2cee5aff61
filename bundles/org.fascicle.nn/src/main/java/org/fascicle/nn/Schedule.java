package org.fascicle.nn;

import org.osgi.annotation.versioning.ConsumerType;

/** How the learning rate moves; it runs on the host, and a change recompiles nothing. An implementation is a record. */
@ConsumerType
public interface Schedule {
    /**
     * The rate in use at a step.
     *
     * @param base the optimizer's own rate
     * @param progress how far training is
     */
    double learningRate(double base, Progress progress);
}
