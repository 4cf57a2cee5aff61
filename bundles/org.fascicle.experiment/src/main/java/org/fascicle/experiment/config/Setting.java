package org.fascicle.experiment.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fascicle.experiment.config.ConfigTree.Entry;
import org.fascicle.experiment.config.ConfigTree.Mapping;
import org.fascicle.experiment.config.ConfigTree.Scalar;
import org.fascicle.experiment.config.ConfigTree.Sequence;

/**
 * A change to a tree, such as {@code train.epochs=3}, {@code model.0.dense.units=64} or {@code loss=cross-entropy}.
 * Names on the way are made where they are missing; a list takes a number, and the one after its last makes it longer.
 */
final class Setting {
    private final String path;
    private final List<String> segments;
    private final ConfigTree value;
    private final Location location;

    private Setting(String path, ConfigTree value, Location location) {
        this.path = path;
        this.segments = List.of(path.split("\\."));
        this.value = value;
        this.location = location;
    }

    /** The tree after all changes; those that cannot be made are problems. */
    static ConfigTree applyAll(ConfigTree tree, List<String> changes, List<Problem> problems) {
        ConfigTree changed = tree;
        for (String change : changes) {
            Optional<Setting> setting = parse(change, problems);
            if (setting.isPresent()) {
                changed = setting.get().set(changed, 0, problems);
            }
        }
        return changed;
    }

    private static Optional<Setting> parse(String change, List<Problem> problems) {
        Location location = Location.of("--set " + change);
        int equals = change.indexOf('=');
        String path = equals < 0 ? "" : change.substring(0, equals).strip();
        if (path.isEmpty() || path.startsWith(".") || path.endsWith(".") || path.contains("..")) {
            problems.add(new Problem("", location, "`" + change + "`", "path=value", "such as train.epochs=3"));
            return Optional.empty();
        }
        String text = change.substring(equals + 1).strip();
        Optional<ConfigTree> value = text.isEmpty() ? Optional.of(new Scalar("", true, location))
                : YamlReader.readValue(location.source(), text, problems);
        return value.map(tree -> new Setting(path, tree, location));
    }

    private ConfigTree set(ConfigTree node, int depth, List<Problem> problems) {
        if (depth == segments.size()) {
            return value;
        }
        String segment = segments.get(depth);
        return switch (node) {
            case Mapping mapping -> {
                Map<String, Entry> entries = new LinkedHashMap<>(mapping.entries());
                Entry old = entries.get(segment);
                ConfigTree child = old == null ? nothing() : old.value();
                entries.put(segment, new Entry(old == null ? location : old.key(), set(child, depth + 1, problems)));
                yield new Mapping(entries, mapping.location());
            }
            case Sequence sequence -> {
                List<ConfigTree> items = new ArrayList<>(sequence.items());
                int index = segment.matches("\\d{1,6}") ? Integer.parseInt(segment) : -1;
                if (index < 0 || index > items.size()) {
                    String list = String.join(".", segments.subList(0, depth));
                    problems.add(new Problem(list, location, "`" + segment + "`", "a number from 0 to "
                            + items.size(), items.size() + " would make the list longer by one"));
                    yield node;
                }
                ConfigTree old = index < items.size() ? items.remove(index) : nothing();
                items.add(index, set(old, depth + 1, problems));
                yield new Sequence(items, sequence.location());
            }
            // A bare name, such as adam, is a mapping whose options are all left out; any other value gives way.
            case Scalar scalar -> new Mapping(Map.of(segment, new Entry(location, set(nothing(), depth + 1, problems))),
                    scalar.isNothing() ? location : scalar.location());
        };
    }

    private Scalar nothing() {
        return new Scalar("", false, location);
    }

    @Override
    public String toString() {
        return path + "=" + value.summary();
    }
}
