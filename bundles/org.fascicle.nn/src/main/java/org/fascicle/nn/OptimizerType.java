package org.fascicle.nn;

import org.fascicle.contribution.ContributionType;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An optimizer as a service; the component carries {@link OptimizerName}.
 *
 * @param <C> the record
 */
@ConsumerType
public interface OptimizerType<C extends Optimizer> extends ContributionType<C> {
}
