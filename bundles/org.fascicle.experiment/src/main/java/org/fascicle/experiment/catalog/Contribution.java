package org.fascicle.experiment.catalog;

import org.fascicle.contribution.ContributionType;

/**
 * Something that an experiment may name, and where it comes from.
 *
 * @param kind what it is
 * @param name its name in experiment files
 * @param version version of the bundle
 * @param bundle symbolic name of the bundle that brings it
 * @param type the service that makes it
 * @param <C> the record
 */
public record Contribution<C>(Kind kind, String name, String version, String bundle, ContributionType<C> type) {
    public Contribution {
        if (!kind.type().isInstance(type)) {
            throw new IllegalArgumentException("the " + kind.word() + " " + name + " of " + bundle + " is a "
                    + type.getClass().getName() + ", not a " + kind.type().getSimpleName());
        }
    }

    /** A valid instance, with the defaults of its options. */
    public C example() {
        return type.example();
    }

    /** The kind and the name, such as {@code layer dense}. */
    @Override
    public String toString() {
        return kind.word() + " " + name;
    }
}
