package org.fascicle.workbench.catalog;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.fascicle.experiment.catalog.Contribution;
import org.fascicle.experiment.catalog.Contributions;
import org.fascicle.experiment.catalog.Installable;
import org.fascicle.experiment.catalog.Kind;

/**
 * Everything that was present at one moment. It does not change, whatever comes and goes.
 *
 * @param contributions by kind, ordered by name, one of each name
 * @param backends ordered by name, one of each name
 * @param faults what was left out, and why
 * @param bundles the framework's numbers of the bundles that it all comes from
 * @param index what could be installed, asked only when something is not found
 */
public record Picture(Map<Kind, List<Contribution<?>>> contributions, List<OfferedBackend> backends,
        List<Fault> faults, Set<Long> bundles, Function<Kind, List<Installable>> index) implements Contributions {
    public Picture {
        contributions = new EnumMap<>(contributions);
        contributions.replaceAll((kind, list) -> List.copyOf(list));
        backends = List.copyOf(backends);
        faults = List.copyOf(faults);
        bundles = Set.copyOf(bundles);
    }

    @Override
    public List<Contribution<?>> all(Kind kind) {
        return contributions.getOrDefault(kind, List.of());
    }

    @Override
    public List<Installable> installable(Kind kind) {
        return index.apply(kind);
    }

    /** Everything of every kind. */
    public List<Contribution<?>> everything() {
        return contributions.values().stream().<Contribution<?>>flatMap(Collection::stream).toList();
    }
}
