package org.fascicle.nn;

import org.fascicle.tensor.Tensor;
import org.osgi.annotation.versioning.ConsumerType;

/** A function without parameters between two layers. An implementation is a record. */
@ConsumerType
public interface Activation {
    /** in: [...] → out: [...]. */
    Tensor apply(Tensor x);
}
