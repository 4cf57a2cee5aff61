package org.fascicle.data;

import org.fascicle.contribution.ContributionType;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A dataset as a service; the component carries {@link DatasetName}.
 *
 * @param <D> the record
 */
@ConsumerType
public interface DatasetType<D extends Dataset> extends ContributionType<D> {
}
