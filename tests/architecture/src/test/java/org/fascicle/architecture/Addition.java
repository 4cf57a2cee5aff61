package org.fascicle.architecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Something that can be added to the workbench.
 *
 * @param kind such as {@code layer}, {@code operation} or {@code pass}
 * @param name its name in experiment files, or that of its class
 * @param file where it stands, relative to the root
 */
record Addition(String kind, String name, String file) {
    static final String OPERATION = "operation";
    static final String PASS = "pass";
    private static final List<String> KINDS = List.of("layer", "activation", "loss", "optimizer", "schedule",
            "initializer", "metric", "dataset");
    /** Said of other things too: a step of training, the columns of the matrix that every run of classes leaves. */
    private static final List<String> COMMON = List.of("step", "precision", "recall");
    private static final Pattern CONTRIBUTION = Pattern.compile(
            "@(?i:(" + String.join("|", KINDS) + "))Name\\(\"([^\"]+)\"\\)");
    private static final String OPERATIONS = "bundles/org.fascicle.graph/src/main/java/org/fascicle/graph/op";
    private static final String PASSES = "bundles/org.fascicle.compiler/src/main/java/org/fascicle/compiler";

    /** Everything that there is of the kinds with a price, found by what makes it one of them. */
    static List<Addition> all() {
        List<Addition> all = new ArrayList<>();
        for (Path path : Sources.mainSources("bundles")) {
            Matcher name = CONTRIBUTION.matcher(Sources.code(Sources.read(path)));
            if (name.find()) {
                all.add(new Addition(name.group(1).toLowerCase(), name.group(2), Sources.relative(path)));
            }
        }
        all.sort((a, b) -> (a.kind + a.name).compareTo(b.kind + b.name));
        List<Path> operations = Sources.mainSources(OPERATIONS);
        Set<String> families = operations.stream().map(Sources::read)
                .flatMap(text -> Sources.matches("^public sealed interface (\\w+)", text)).collect(Collectors.toSet());
        addTypes(all, OPERATION, operations, families::contains);
        addTypes(all, PASS, Sources.mainSources(PASSES), "Pass"::equals);
        return all;
    }

    private static void addTypes(List<Addition> all, String kind, List<Path> files, Predicate<String> isOne) {
        for (Path path : files) {
            String code = Sources.code(Sources.read(path));
            if (Sources.matches("^(?:public )?(?:final class|record) [^{]*? implements (\\w+)", code).anyMatch(isOne)) {
                all.add(new Addition(kind, path.getFileName().toString().replace(".java", ""),
                        Sources.relative(path)));
            }
        }
    }

    /** Whether a Java text declares a contribution. */
    static boolean isContribution(String text) {
        return text.contains("Name(\"") && CONTRIBUTION.matcher(Sources.code(text)).find();
    }

    /** Whether this is brought by a service and has a name in experiment files. */
    boolean isContribution() {
        return !kind.equals(OPERATION) && !kind.equals(PASS);
    }

    /** The name of its class. */
    String type() {
        return file.replaceAll(".*/|\\.java$", "");
    }

    /** The package of its class. */
    String home() {
        return Sources.packageOf(file);
    }

    /** Whether a file names it: its class in code, or its name in experiment files as a text of its own. */
    boolean isNamedIn(String path, String text) {
        if (!path.endsWith(".java")) {
            return isContribution() && word("(?<![\\w.-])" + name + "(?![\\w.-])", text);
        }
        boolean quoted = isContribution() && text.contains('"' + name + '"') && !isAnotherWord(path);
        if (!quoted && !text.contains(type())) {
            return false;
        }
        String code = Sources.code(text);
        boolean near = Sources.packageOf(path).equals(home()) || code.contains("import " + home() + ".*;");
        return quoted && code.contains('"' + name + '"')
                || word(near ? "(?<![\\w.\"])" + type() + "\\b" : home() + "\\." + type() + "\\b", code);
    }

    /** Language, backends and test kit have operations of the same words, and kinds have names as well. */
    private boolean isAnotherWord(String path) {
        return KINDS.contains(name) || COMMON.contains(name)
                || path.matches("bundles/org\\.fascicle\\.(graph|tensor|testkit|backend)[./].*");
    }

    private static boolean word(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).find();
    }
}
