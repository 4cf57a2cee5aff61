package org.fascicle.experiment.catalog;

import java.util.Comparator;
import java.util.List;

/** Contributions from a list. */
record Listed(List<Contribution<?>> contributions) implements Contributions {
    Listed {
        contributions = contributions.stream()
                .sorted(Comparator.<Contribution<?>, Kind>comparing(Contribution::kind)
                        .thenComparing(Contribution::name))
                .toList();
    }

    @Override
    public List<Contribution<?>> all(Kind kind) {
        return contributions.stream().filter(contribution -> contribution.kind() == kind).toList();
    }
}
