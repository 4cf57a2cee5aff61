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

    /**
     * Whether class numbers stand for columns of the output, so that a model needs a column for each class, or one for
     * two. A loss that only asks which examples are of one class says no, as it does unless it says otherwise.
     */
    default boolean hasColumnForEachClass() {
        return false;
    }
}
