package org.fascicle.nn;

import org.fascicle.contribution.ContributionType;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An activation as a service; the component carries {@link ActivationName}.
 *
 * @param <C> the record
 */
@ConsumerType
public interface ActivationType<C extends Activation> extends ContributionType<C> {
}
