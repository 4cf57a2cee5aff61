package org.fascicle.nn;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A loss over classes in which some can count more than others. */
@ConsumerType
public interface ClassWeightedLoss extends Loss {
    /** The weight of each class; empty where all weigh alike. */
    List<Double> classWeights();

    /** The same with other weights: one for each class. */
    Loss withClassWeights(List<Double> weights);
}
