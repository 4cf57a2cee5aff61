package org.fascicle.experiment.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fascicle.experiment.catalog.Contribution;
import org.fascicle.experiment.catalog.Contributions;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.experiment.config.ConfigTree.Entry;
import org.fascicle.experiment.config.ConfigTree.Mapping;
import org.fascicle.experiment.config.ConfigTree.Scalar;
import org.fascicle.experiment.config.ConfigTree.Sequence;

/** Records to tree, with every default spelled out: what {@link Binder} reads back as equal records. */
public final class Unbinder {
    private static final Location NOWHERE = Location.of("");
    private final Contributions contributions;
    private final Set<Contribution<?>> used = new LinkedHashSet<>();

    /** One that names values by these contributions. */
    public Unbinder(Contributions contributions) {
        this.contributions = contributions;
    }

    /**
     * A record as a mapping of its components; those that hold an empty {@code Optional} are left out.
     *
     * @throws IllegalArgumentException when it holds something that has no name, such as a lambda
     */
    public ConfigTree unbind(Record value) {
        return options(value);
    }

    /** A contribution: its name, with its options where it has any. */
    public ConfigTree unbind(Kind kind, Object value) {
        return write(new Form.Named(kind, kind.contract()), value);
    }

    /** Every contribution that was met so far, each once. */
    public List<Contribution<?>> used() {
        return List.copyOf(used);
    }

    /** One component of a record; nothing where it holds an empty {@code Optional}. */
    Optional<ConfigTree> unbind(Slot slot, Object instance) {
        Object value = slot.value(instance);
        return value.equals(Optional.empty()) ? Optional.empty() : Optional.of(write(slot.form(), value));
    }

    private Mapping options(Object value) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Slot slot : Slot.of(value.getClass())) {
            if (slot.inline()) {
                ConfigTree contribution = unbind(slot, value).orElseThrow();
                entries.putAll(contribution instanceof Mapping named ? named.entries()
                        : Map.of(((Scalar) contribution).text(), Entry.of(new Mapping(Map.of(), NOWHERE))));
                continue;
            }
            unbind(slot, value).ifPresent(tree -> entries.put(slot.name(), Entry.of(tree)));
        }
        return new Mapping(entries, NOWHERE);
    }

    private ConfigTree write(Form form, Object value) {
        return switch (form) {
            case Form.Whole _, Form.Truth _ -> new Scalar(value.toString(), false, NOWHERE);
            case Form.Real(boolean wide) -> new Scalar(Scalars.text(((Number) value).doubleValue(), wide), false,
                    NOWHERE);
            case Form.Text _ -> name(value.toString());
            case Form.Choice _ -> name(Form.Choice.written((Enum<?>) value));
            case Form.Maybe(Form inner) -> write(inner, ((Optional<?>) value).orElseThrow());
            case Form.Listing(Form element) -> new Sequence(
                    ((Collection<?>) value).stream().map(item -> write(element, item)).toList(), NOWHERE);
            case Form.Table(Form.Named(Kind kind, Class<?> _)) when ownNames(kind, (Map<?, ?>) value) -> new Sequence(
                    ((Map<?, ?>) value).values().stream().map(item -> contribution(kind, item)).toList(), NOWHERE);
            case Form.Table(Form inner) -> {
                Map<String, Entry> entries = new LinkedHashMap<>();
                ((Map<?, ?>) value).forEach((key, item) -> entries.put(key.toString(), Entry.of(write(inner, item))));
                yield new Mapping(entries, NOWHERE);
            }
            case Form.Nested _ -> options(value);
            case Form.Either either -> {
                Slot slot = either.slots().get(value.getClass());
                yield write(slot.form(), slot.value(value));
            }
            case Form.Named(Kind kind, Class<?> _) -> contribution(kind, value);
            case Form.Unwritable(var type) -> throw new IllegalArgumentException("a file cannot hold a " + type);
        };
    }

    private ConfigTree contribution(Kind kind, Object value) {
        Contribution<?> contribution = contributions.of(kind, value).orElseThrow(() -> new IllegalArgumentException(
                "no " + kind.word() + " is a " + value.getClass().getName() + ", so it has no name for a file"));
        used.add(contribution);
        Mapping options = value instanceof Record ? options(value) : new Mapping(Map.of(), NOWHERE);
        return options.entries().isEmpty() ? name(contribution.name())
                : new Mapping(Map.of(contribution.name(), Entry.of(options)), NOWHERE);
    }

    private boolean ownNames(Kind kind, Map<?, ?> values) {
        return values.entrySet().stream().allMatch(entry -> contributions.of(kind, entry.getValue())
                .filter(contribution -> contribution.name().equals(entry.getKey())).isPresent());
    }

    private static Scalar name(String text) {
        return new Scalar(text, true, NOWHERE);
    }
}
