package org.fascicle.contribution;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The service by which a bundle contributes. The contribution is a record, whose components are its options, its form
 * in an experiment file, its help and its provenance.
 *
 * @param <C> the record
 */
@ConsumerType
public interface ContributionType<C> {
    /**
     * A valid instance. Every component that is not {@link Required} takes its default from it; nothing else states
     * a default.
     */
    C example();
}
