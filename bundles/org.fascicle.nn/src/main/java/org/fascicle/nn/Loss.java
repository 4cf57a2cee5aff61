package org.fascicle.nn;

import org.fascicle.tensor.Tensor;
import org.osgi.annotation.versioning.ConsumerType;

/** What training makes small. An implementation is a record. */
@ConsumerType
public interface Loss {
    /**
     * The mean over the batch, as a scalar.
     *
     * @param output what the model gives: [batch, …]
     * @param target what it should give: of the same shape, or i32 class numbers [batch, …]
     */
    Tensor apply(Tensor output, Tensor target);
}
