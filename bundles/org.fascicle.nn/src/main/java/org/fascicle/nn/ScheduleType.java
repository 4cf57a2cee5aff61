package org.fascicle.nn;

import org.fascicle.contribution.ContributionType;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A schedule as a service; the component carries {@link ScheduleName}.
 *
 * @param <C> the record
 */
@ConsumerType
public interface ScheduleType<C extends Schedule> extends ContributionType<C> {
}
