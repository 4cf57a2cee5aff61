package org.fascicle.nn;

import org.fascicle.contribution.ContributionType;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A loss as a service; the component carries {@link LossName}.
 *
 * @param <C> the record
 */
@ConsumerType
public interface LossType<C extends Loss> extends ContributionType<C> {
}
