package org.fascicle.nn;

import org.fascicle.contribution.ContributionType;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A metric as a service; the component carries {@link MetricName}.
 *
 * @param <C> the record
 */
@ConsumerType
public interface MetricType<C extends Metric> extends ContributionType<C> {
}
