package org.fascicle.experiment.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fascicle.experiment.config.ConfigTree.Entry;
import org.fascicle.experiment.config.ConfigTree.Mapping;
import org.fascicle.experiment.config.ConfigTree.Scalar;
import org.fascicle.experiment.config.ConfigTree.Sequence;

/**
 * A place in a tree.
 *
 * @param path its path
 * @param tree what stands there
 */
public record Spot(String path, ConfigTree tree) {
    /** The place of a path below this one, such as {@code nodes.decoder.from.0}, as far as there is one. */
    public Spot below(String wanted) {
        Spot spot = this;
        for (String segment : wanted.isEmpty() ? List.<String>of() : List.of(wanted.split("\\."))) {
            Optional<Spot> next = spot.part(segment);
            if (next.isEmpty()) {
                return spot;
            }
            spot = next.get();
        }
        return spot;
    }

    private Optional<Spot> part(String segment) {
        return switch (tree) {
            case Mapping(Map<String, Entry> entries, var _) -> Optional.ofNullable(entries.get(segment))
                    .map(entry -> new Spot(at(segment), entry.value()));
            case Sequence(List<ConfigTree> items, var _) -> Optional.of(segment)
                    .filter(name -> name.matches("\\d{1,6}")).map(Integer::parseInt)
                    .filter(index -> index < items.size())
                    .map(index -> new Spot(at(segment), items.get(index)));
            case Scalar _ -> Optional.empty();
        };
    }

    private String at(String segment) {
        return path.isEmpty() ? segment : path + "." + segment;
    }
}
