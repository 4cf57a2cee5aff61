package org.fascicle.architecture;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which files name an addition, by what they are.
 *
 * @param places the files of each sort
 */
record Price(Map<Place, Set<String>> places) {
    /** Sorts of files; the last is the one that an addition must not need. */
    enum Place {
        /** Its own class. */
        OWN,
        /** What tests it, the mapping of reference vectors included. */
        TEST,
        /** A page for people, an experiment, or an example. */
        DOCS,
        /** The sealed family of an operation, its method on Tensor, its definition, its row; a pass's list. */
        TABLE,
        /** Lowered or run natively where a backend is faster so. */
        NATIVE,
        /** What is made of it, such as a block that holds layers, or another operation's gradient. */
        USER,
        ELSEWHERE
    }

    /** The files among these that name an addition. */
    static Price of(Addition addition, Map<String, String> texts) {
        Map<Place, Set<String>> places = new EnumMap<>(Place.class);
        for (Place place : Place.values()) {
            places.put(place, new TreeSet<>());
        }
        texts.forEach((path, text) -> {
            if (addition.isNamedIn(path, text)) {
                places.get(sort(addition, path, texts)).add(path);
            }
        });
        return new Price(places);
    }

    /** Files outside the price. */
    Set<String> elsewhere() {
        return places.get(Place.ELSEWHERE);
    }

    /** How many files could not do without it: its own, those of tables, and those that should not know it. */
    int files() {
        return count(Place.OWN) + count(Place.TABLE) + count(Place.ELSEWHERE);
    }

    /** The most files that an addition of a kind may need, tests and docs left out. */
    static int limit(String kind) {
        return switch (kind) {
            // its class, its family, its method on Tensor, its definition, its row
            case Addition.OPERATION -> 5;
            // its class, the list of passes
            case Addition.PASS -> 2;
            default -> 1;
        };
    }

    int count(Place place) {
        return places.get(place).size();
    }

    private static Place sort(Addition addition, String path, Map<String, String> texts) {
        if (path.equals(addition.file())) {
            return Place.OWN;
        }
        if (path.matches("docs/.*|README\\.md|tests/plugins/.*|bundles/org\\.fascicle\\.experiments\\..*|.*\\.ya?ml")) {
            return Place.DOCS;
        }
        if (path.startsWith("tests/")) {
            return Place.TEST;
        }
        return switch (addition.kind()) {
            case Addition.OPERATION -> ofOperation(path, texts.get(path));
            case Addition.PASS -> path.endsWith("/compiler/Compiler.java") ? Place.TABLE : Place.ELSEWHERE;
            default -> isPartOfContribution(path, texts) ? Place.USER : Place.ELSEWHERE;
        };
    }

    /** A contribution, or what one in the same package names: not what nobody but the workbench would ask. */
    private static boolean isPartOfContribution(String path, Map<String, String> texts) {
        Addition part = new Addition(Addition.PASS, "", path);
        return path.endsWith(".java") && texts.entrySet().stream()
                .filter(file -> Sources.packageOf(file.getKey()).equals(part.home()))
                .filter(file -> Addition.isContribution(file.getValue()))
                .anyMatch(file -> part.isNamedIn(file.getKey(), file.getValue()));
    }

    private static Place ofOperation(String path, String text) {
        if (path.contains("/org/fascicle/graph/")) {
            return Sources.code(text).contains("sealed interface") ? Place.TABLE : Place.USER;
        }
        if (path.contains("/org/fascicle/tensor/") || path.contains("/backend/reference/")
                || path.contains("/org/fascicle/testkit/")) {
            return Place.TABLE;
        }
        return path.contains("/org.fascicle.backend.") || path.contains("/org.fascicle.compiler/")
                ? Place.NATIVE : Place.ELSEWHERE;
    }
}
