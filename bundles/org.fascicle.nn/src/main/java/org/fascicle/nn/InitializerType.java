package org.fascicle.nn;

import org.fascicle.contribution.ContributionType;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An initializer as a service; the component carries {@link InitializerName}.
 *
 * @param <C> the record
 */
@ConsumerType
public interface InitializerType<C extends Initializer> extends ContributionType<C> {
}
