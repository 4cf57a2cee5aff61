package org.fascicle.experiment.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fascicle.contribution.Names;
import org.fascicle.experiment.catalog.Contribution;
import org.fascicle.experiment.catalog.Contributions;
import org.fascicle.experiment.catalog.Installable;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.experiment.config.ConfigTree.Entry;
import org.fascicle.experiment.config.ConfigTree.Mapping;
import org.fascicle.experiment.config.ConfigTree.Scalar;
import org.fascicle.experiment.config.ConfigTree.Sequence;

/** Which contribution a node names; and where it names none, what was meant. */
record Lookup(Contributions contributions) {
    /** So many names can be told in a line. */
    private static final int FEW = 8;

    /** The name in {@code name} or {@code {name: …}}; empty where there is none. */
    String name(ConfigTree tree) {
        return switch (tree) {
            case Scalar scalar when !scalar.isNothing() -> scalar.text();
            case Mapping mapping when mapping.entries().size() == 1 -> mapping.entries().keySet().iterator().next();
            case Scalar _, Mapping _, Sequence _ -> "";
        };
    }

    /** The options of a node that names a contribution; none of them where it is a bare name. */
    Mapping options(ConfigTree tree) {
        if (tree instanceof Mapping mapping) {
            Entry entry = mapping.entries().values().iterator().next();
            return entry.value() instanceof Mapping options ? options : new Mapping(Map.of(), entry.key());
        }
        return new Mapping(Map.of(), tree.location());
    }

    Optional<Contribution<?>> find(Form.Named named, ConfigTree tree, String path, List<Problem> problems) {
        Kind kind = named.kind();
        String name = name(tree);
        if (name.isEmpty()) {
            problems.add(new Problem(path, tree.location(), tree.summary(), "the name of " + named.one()
                    + ", or {name: {option: value}}", several(kind, tree)));
            return Optional.empty();
        }
        Optional<Contribution<?>> found = contributions.find(kind, name);
        if (found.isEmpty()) {
            problems.add(new Problem(path, place(tree), "`" + name + "`", named.one() + " that is present",
                    meant(kind, name)));
        } else if (tree instanceof Mapping mapping) {
            ConfigTree options = mapping.entries().get(name).value();
            if (!(options instanceof Mapping || options instanceof Scalar scalar && scalar.isNothing())) {
                problems.add(new Problem(path + "." + name, options.location(), options.summary(),
                        "options, {option: value}", only(found.get(), options)));
                return Optional.empty();
            }
        }
        return found;
    }

    private static Location place(ConfigTree tree) {
        return tree instanceof Mapping mapping ? mapping.entries().values().iterator().next().key() : tree.location();
    }

    /** Options that stand beside the name and not below it are the usual slip of indentation. */
    private String several(Kind kind, ConfigTree tree) {
        if (!(tree instanceof Mapping mapping) || mapping.entries().isEmpty()) {
            return "";
        }
        List<String> keys = new ArrayList<>(mapping.entries().keySet());
        boolean slip = contributions.find(kind, keys.getFirst()).isPresent()
                && keys.stream().skip(1).noneMatch(key -> contributions.find(kind, key).isPresent());
        return slip ? "options stand inside: {" + keys.getFirst() + ": {"
                + keys.stream().skip(1).map(key -> key + ": …").collect(Collectors.joining(", ")) + "}}"
                : "one name, not " + keys.size();
    }

    /** {@code dense: 128} is understood, though not accepted, where there is one required option. */
    private static String only(Contribution<?> contribution, ConfigTree options) {
        List<Slot> required = contribution.example() instanceof Record example
                ? Slot.of(example.getClass()).stream().filter(Slot::required).toList() : List.of();
        return required.size() == 1 && options instanceof Scalar scalar ? "write {" + contribution.name() + ": {"
                + required.getFirst().name() + ": " + scalar.text() + "}}" : "";
    }

    private String meant(Kind kind, String name) {
        List<String> hints = new ArrayList<>();
        List<Installable> installable = contributions.installable(kind);
        installable.stream().filter(one -> one.name().equals(name)).findFirst().ifPresent(one -> hints.add("the bundle "
                + one.bundle() + " would provide it: " + one.remedy()));
        Arrays.stream(Kind.values()).filter(other -> other != kind)
                .flatMap(other -> contributions.find(other, name).stream()).findFirst()
                .ifPresent(other -> hints.add("there is " + new Form.Named(other.kind(), other.kind().contract()).one()
                        + " of this name"));
        List<String> names = contributions.all(kind).stream().map(Contribution::name).toList();
        List<String> known = new ArrayList<>(names);
        installable.forEach(one -> known.add(one.name()));
        Optional<String> near = hints.isEmpty() ? Names.nearest(name, known) : Optional.empty();
        near.ifPresent(nearest -> hints.add("did you mean `" + nearest + "`, "
                + contributions.find(kind, nearest).map(one -> "of the bundle " + one.bundle() + "?").orElseGet(() ->
                "which the bundle " + installable.stream().filter(one -> one.name().equals(nearest)).findFirst()
                        .orElseThrow().bundle() + " would provide?")));
        if (hints.isEmpty()) {
            hints.add(present(kind, name, names));
        }
        return String.join("; ", hints);
    }

    /** What there is where no name is near: all of a few; of many those that share a word, else who tells them. */
    private static String present(Kind kind, String name, List<String> names) {
        if (names.size() <= FEW) {
            return "there are " + (names.isEmpty() ? "no " + kind.plural() : String.join(", ", names));
        }
        List<String> related = Names.related(name, names).stream().limit(FEW).toList();
        return related.isEmpty() ? "\"fascicle list " + kind.plural() + "\" lists all " + names.size()
                : "did you mean `" + String.join("`, `", related).replaceFirst("(.*)`, `", "$1` or `") + "`?";
    }
}
