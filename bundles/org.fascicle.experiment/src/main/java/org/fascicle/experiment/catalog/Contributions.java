package org.fascicle.experiment.catalog;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A view on what is present, which does not change while it is used. Of each kind and name there is one. */
@ProviderType
public interface Contributions {
    /** Everything of a kind, ordered by name. */
    List<Contribution<?>> all(Kind kind);

    /** What a name means. */
    default Optional<Contribution<?>> find(Kind kind, String name) {
        return all(kind).stream().filter(contribution -> contribution.name().equals(name)).findFirst();
    }

    /** The contribution that a value is an instance of. */
    default Optional<Contribution<?>> of(Kind kind, Object value) {
        return all(kind).stream().filter(contribution -> contribution.example().getClass() == value.getClass())
                .findFirst();
    }

    /** What is not present and could be installed, as far as an index knows. */
    default List<Installable> installable(Kind kind) {
        return List.of();
    }

    /** A view on these, for programs without a catalog. */
    static Contributions of(List<Contribution<?>> contributions) {
        return new Listed(contributions);
    }
}
