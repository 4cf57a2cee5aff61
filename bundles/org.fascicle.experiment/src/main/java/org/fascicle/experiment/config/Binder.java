package org.fascicle.experiment.config;

import java.lang.reflect.InvocationTargetException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fascicle.contribution.InvalidOptionsException;
import org.fascicle.contribution.Names;
import org.fascicle.experiment.catalog.Contribution;
import org.fascicle.experiment.catalog.Contributions;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.experiment.config.ConfigTree.Entry;
import org.fascicle.experiment.config.ConfigTree.Mapping;
import org.fascicle.experiment.config.ConfigTree.Scalar;
import org.fascicle.experiment.config.ConfigTree.Sequence;

/**
 * Tree to records. A component of a record is an option of that name: a number, a truth value, text, an enum constant,
 * a list (a number or a text alone is a list of one), a mapping, another record, or a contribution, written {@code
 * name} or {@code {name: {option: value}}}. A sealed interface of records of one component each is written as the value
 * of that component. What is left out comes from an example of the record, unless it is required. Mistakes are
 * collected: where something is empty that was asked for, there is at least one problem more.
 */
public final class Binder {
    private final Contributions contributions;
    private final List<Problem> problems;
    private final Lookup lookup;
    private List<String> paths = List.of();

    /**
     * A binder.
     *
     * @param contributions what names mean
     * @param problems where mistakes go
     */
    public Binder(Contributions contributions, List<Problem> problems) {
        this.contributions = contributions;
        this.problems = problems;
        this.lookup = new Lookup(contributions);
    }

    /**
     * A record from a mapping of its components.
     *
     * @param example where defaults come from; what it holds for required components does not matter
     */
    public <R extends Record> Optional<R> bind(ConfigTree tree, R example) {
        @SuppressWarnings("unchecked")
        Class<R> type = (Class<R>) example.getClass();
        paths = Slot.paths(type);
        return nested(type, tree, new Place("", Range.ALL, Optional.of(example))).map(type::cast);
    }

    /** A contribution from its name, with options or without. */
    public Optional<Object> bind(ConfigTree tree, Kind kind, String path) {
        return contribution(new Form.Named(kind, kind.contract()), tree, path);
    }

    /** Where a value is wanted: its path, its range, and what it is by default. */
    private record Place(String path, Range range, Optional<?> fallback) {
        Place part(String name) {
            return new Place(path.isEmpty() ? name : path + "." + name, range, Optional.empty());
        }
    }

    private Optional<?> value(Form form, ConfigTree tree, Place place) {
        return switch (form) {
            case Form.Whole(boolean wide) -> whole(form, tree, place, wide);
            case Form.Real(boolean wide) -> tree instanceof Scalar scalar && Scalars.real(scalar).isPresent()
                    && place.range.contains(Scalars.real(scalar).get())
                    ? Scalars.real(scalar).map(number -> wide ? (Object) number : (Object) number.floatValue())
                    : wrong(form, tree, place);
            case Form.Truth _ -> tree instanceof Scalar scalar && Scalars.truth(scalar).isPresent()
                    ? Scalars.truth(scalar) : wrong(form, tree, place);
            case Form.Text _ -> tree instanceof Scalar scalar && !scalar.isNothing() ? Optional.of(scalar.text())
                    : wrong(form, tree, place);
            case Form.Choice choice -> choice(choice, tree, place);
            case Form.Maybe(Form inner) -> maybe(inner, tree, place);
            case Form.Listing(Form element) -> tree instanceof Sequence(List<ConfigTree> items, Location _)
                    ? list(element, items, place)
                    : isLone(element, tree) ? value(element, tree, place).map(List::of) : wrong(form, tree, place);
            case Form.Table(Form inner) -> table(form, inner, tree, place);
            case Form.Nested(Class<?> type) -> nested(type, tree, place);
            case Form.Either either -> either(either, tree, place);
            case Form.Named named -> contribution(named, tree, place.path);
            case Form.Unwritable(var type) -> problem(place.path, tree.location(), tree.summary(), "nothing",
                    "an option of the type " + type.getTypeName() + " cannot be written: its author erred");
        };
    }

    /** A number alone is a list of one number, a text alone a list of one text. */
    private static boolean isLone(Form element, ConfigTree tree) {
        return tree instanceof Scalar scalar && (element instanceof Form.Text && !scalar.isNothing()
                || (element instanceof Form.Whole || element instanceof Form.Real) && Scalars.real(scalar).isPresent());
    }

    /** The one that has the form of what is written. */
    private Optional<?> either(Form.Either either, ConfigTree tree, Place place) {
        for (Map.Entry<Class<?>, Slot> one : either.slots().entrySet()) {
            Slot slot = one.getValue();
            boolean fits = switch (slot.form()) {
                case Form.Listing(Form element) -> tree instanceof Sequence || isLone(element, tree);
                case Form.Table _, Form.Nested _ -> tree instanceof Mapping;
                default -> tree instanceof Scalar;
            };
            if (fits) {
                Place inside = new Place(place.path, slot.range(), place.fallback.filter(one.getKey()::isInstance)
                        .map(slot::value));
                return value(slot.form(), tree, inside)
                        .flatMap(value -> make(one.getKey(), new Object[] {value}, tree, place.path, ""));
            }
        }
        return wrong(either, tree, place);
    }

    private Optional<?> whole(Form form, ConfigTree tree, Place place, boolean wide) {
        Optional<BigInteger> written = tree instanceof Scalar scalar ? Scalars.whole(scalar) : Optional.empty();
        if (written.isEmpty()) {
            return wrong(form, tree, place);
        }
        BigInteger number = written.get();
        int bits = wide ? Long.SIZE : Integer.SIZE;
        if (number.bitLength() >= bits) {
            return problem(place.path, tree.location(), tree.summary(), "a whole number, from "
                    + BigInteger.ONE.shiftLeft(bits - 1).negate() + " to "
                    + BigInteger.ONE.shiftLeft(bits - 1).subtract(BigInteger.ONE), "");
        }
        if (!place.range.contains(number.doubleValue())) {
            return wrong(form, tree, place);
        }
        return Optional.of(wide ? (Object) number.longValue() : (Object) number.intValue());
    }

    private Optional<?> choice(Form.Choice choice, ConfigTree tree, Place place) {
        Map<String, Enum<?>> constants = choice.constants();
        if (!(tree instanceof Scalar scalar) || !constants.containsKey(scalar.text())) {
            String near = tree instanceof Scalar scalar ? nearest(scalar.text(), constants.keySet()) : "";
            return problem(place.path, tree.location(), tree.summary(), choice.one(), near);
        }
        return Optional.of(constants.get(scalar.text()));
    }

    private Optional<?> maybe(Form inner, ConfigTree tree, Place place) {
        if (tree instanceof Scalar scalar && scalar.isNothing()) {
            return Optional.of(Optional.empty());
        }
        Optional<?> fallback = place.fallback.flatMap(value -> (Optional<?>) value);
        return value(inner, tree, new Place(place.path, place.range, fallback)).map(Optional::of);
    }

    private Optional<List<Object>> list(Form element, List<ConfigTree> items, Place place) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            value(element, items.get(i), place.part(String.valueOf(i))).ifPresent(values::add);
        }
        return values.size() == items.size() ? Optional.of(List.copyOf(values)) : Optional.empty();
    }

    /** A mapping; where the values are contributions also a list, in which each goes by its own name. */
    private Optional<?> table(Form form, Form inner, ConfigTree tree, Place place) {
        Map<String, Object> values = new LinkedHashMap<>();
        int before = problems.size();
        switch (tree) {
            case Mapping mapping -> mapping.entries().forEach((key, entry) ->
                    value(inner, entry.value(), place.part(key)).ifPresent(value -> values.put(key, value)));
            case Sequence(List<ConfigTree> items, Location _) when inner instanceof Form.Named named -> {
                for (int i = 0; i < items.size(); i++) {
                    String path = place.part(String.valueOf(i)).path;
                    Optional<Object> value = contribution(named, items.get(i), path);
                    String name = lookup.name(items.get(i));
                    if (value.isPresent() && values.putIfAbsent(name, value.get()) != null) {
                        problem(path, items.get(i).location(), "`" + name + "` a second time", "each " + inner.noun()
                                + " under a name of its own", "write " + place.path + " as {name: " + name + ", …}");
                    }
                }
            }
            default -> wrong(form, tree, place);
        }
        return problems.size() == before ? Optional.of(values) : Optional.empty();
    }

    private Optional<Object> nested(Class<?> type, ConfigTree tree, Place place) {
        if (!(tree instanceof Mapping mapping)) {
            return problem(place.path, tree.location(), tree.summary(), new Form.Nested(type).one(), "");
        }
        return record(type, mapping, place, "");
    }

    private Optional<Object> contribution(Form.Named named, ConfigTree tree, String path) {
        Optional<Contribution<?>> found = lookup.find(named, tree, path, problems);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Contribution<?> contribution = found.get();
        String by = "the " + contribution + " of " + contribution.bundle();
        Object example;
        try {
            example = contribution.example();
        } catch (RuntimeException | LinkageError fault) {
            return problem(path, tree.location(), tree.summary(), "a " + named.kind().word() + " that can be made",
                    by + " fails: " + fault);
        }
        if (!named.contract().isInstance(example)) {
            return problem(path, tree.location(), tree.summary(), "a " + named.kind().word() + " that is a "
                    + named.contract().getSimpleName(), by + " is " + sort(named, example));
        }
        Mapping options = lookup.options(tree);
        Place inside = new Place(path, Range.ALL, Optional.of(example)).part(contribution.name());
        if (example instanceof Record) {
            return record(example.getClass(), options, new Place(inside.path, Range.ALL, Optional.of(example)), by);
        }
        options.entries().forEach((key, entry) -> problem(inside.path + "." + key, entry.key(), "`" + key + "`",
                "no options", by + " has none"));
        return options.entries().isEmpty() ? Optional.of(example) : Optional.empty();
    }

    /** What a contribution is that cannot stand in a place for others of its kind, by the words of its contract. */
    private static String sort(Form.Named named, Object example) {
        return Arrays.stream(example.getClass().getInterfaces()).map(Slot::about).filter(about -> !about.isEmpty())
                .findFirst().orElse("another sort of " + named.kind().word());
    }

    private Optional<Object> record(Class<?> type, Mapping mapping, Place place, String by) {
        List<Slot> slots = Slot.of(type);
        int before = problems.size();
        Object[] values = new Object[slots.size()];
        List<String> names = slots.stream().filter(slot -> !slot.inline()).map(Slot::name).toList();
        boolean inline = names.size() < slots.size();
        for (int i = 0; i < values.length; i++) {
            Slot slot = slots.get(i);
            values[i] = (slot.inline() ? contribution((Form.Named) slot.form(), without(mapping, names), place.path)
                    : component(slot, mapping, place)).orElse(null);
        }
        mapping.entries().forEach((key, entry) -> {
            if (!names.contains(key) && !inline) {
                problem(place.part(key).path, entry.key(), "`" + key + "`", names.isEmpty() ? "no options"
                        : "one of " + String.join(", ", names), meant(key, names));
            }
        });
        if (problems.size() > before) {
            return Optional.empty();
        }
        return make(type, values, mapping, place.path, by);
    }

    /** The entries that are no options: the name of a contribution that stands among them. */
    private static Mapping without(Mapping mapping, List<String> options) {
        Map<String, Entry> rest = new LinkedHashMap<>(mapping.entries());
        rest.keySet().removeAll(options);
        return new Mapping(rest, mapping.location());
    }

    private Optional<Object> make(Class<?> type, Object[] values, ConfigTree tree, String path, String by) {
        try {
            return Optional.of(Slot.make(type, values));
        } catch (InvocationTargetException thrown) {
            return refused(tree, path, by, thrown.getCause());
        }
    }

    private Optional<?> component(Slot slot, Mapping mapping, Place place) {
        Entry entry = mapping.entries().get(slot.name());
        Optional<?> fallback = slot.required() ? Optional.empty() : place.fallback.map(slot::value);
        if (entry != null) {
            Place part = new Place(place.part(slot.name()).path, slot.range(), place.fallback.map(slot::value));
            return value(slot.form(), entry.value(), part);
        }
        if (fallback.isEmpty() && !slot.required() && slot.form() instanceof Form.Maybe) {
            return Optional.of(Optional.empty());
        }
        return fallback.isPresent() ? fallback : problem(place.part(slot.name()).path, mapping.location(), "nothing",
                slot.expectation(), slot.about().isEmpty() ? "it has no default" : "`" + slot.name() + "` is "
                        + slot.about() + "; it has no default");
    }

    /** A constructor refuses its arguments with an IllegalArgumentException; anything else is its own mistake. */
    private Optional<Object> refused(ConfigTree tree, String path, String by, Throwable cause) {
        if (cause instanceof Error error && !(error instanceof LinkageError)) {
            throw error;
        }
        if (cause instanceof InvalidOptionsException several) {
            several.mistakes().forEach(mistake -> {
                Spot spot = new Spot(path, tree).below(mistake.path());
                String near = nearest(mistake.found().replace("`", ""), mistake.names());
                problem(spot.path(), spot.tree().location(), mistake.found(), mistake.expected(), mistake.hint()
                        + (mistake.hint().isEmpty() || near.isEmpty() ? "" : "; ") + near);
            });
            return Optional.empty();
        }
        boolean argued = cause instanceof IllegalArgumentException && cause.getMessage() != null;
        return problem(path, tree.location(), tree.summary(), "options that fit together", argued
                ? cause.getMessage() : (by.isEmpty() ? "" : by + " has a fault: ") + cause);
    }

    private <T> Optional<T> wrong(Form form, ConfigTree tree, Place place) {
        String range = place.range.toString();
        boolean number = form instanceof Form.Whole || form instanceof Form.Real;
        String hint = tree instanceof Scalar scalar && scalar.quoted() && !(form instanceof Form.Text)
                && number ? "remove the quotes" : "";
        return problem(place.path, tree.location(), tree.summary(), form.one() + (number && !range.isEmpty()
                ? ", " + range : ""), hint);
    }

    /** An option of this name may stand elsewhere in the file. */
    private String meant(String key, List<String> names) {
        List<String> elsewhere = paths.stream().filter(path -> path.endsWith("." + key) || path.equals(key)).toList();
        return elsewhere.isEmpty() ? nearest(key, names) : "did you mean `" + String.join("` or `", elsewhere) + "`?";
    }

    private static String nearest(String name, Set<String> names) {
        return Names.nearest(name, names).map(near -> "did you mean `" + near + "`?").orElse("");
    }

    private static String nearest(String name, List<String> names) {
        return nearest(name, Set.copyOf(names));
    }

    private <T> Optional<T> problem(String path, Location location, String found, String expected, String hint) {
        problems.add(new Problem(path, location, found, expected, hint));
        return Optional.empty();
    }
}
