package org.fascicle.nn;

import org.fascicle.tensor.Tensor;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A figure over many batches. Each batch adds a vector to a sum that stays on the device; the figure is made of the
 * sum once an epoch. An implementation is a record.
 */
@ConsumerType
public interface Metric {
    /**
     * What a batch adds: a vector whose length depends on the shapes alone.
     *
     * @param output what the model gives: [batch, …]
     * @param target what it should give
     * @param loss the mean loss of the batch, a scalar
     */
    Tensor batch(Tensor output, Tensor target, Tensor loss);

    /** The figure from the sum over all batches. */
    double value(double[] sum);

    /** Whether a larger figure is a better one. */
    default boolean largerIsBetter() {
        return true;
    }
}
