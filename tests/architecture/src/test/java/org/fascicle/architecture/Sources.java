package org.fascicle.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The source tree as text. */
final class Sources {
    /** Root of the repository, which is where tests run. */
    static final Path ROOT = Path.of("").toAbsolutePath();

    private static final Pattern COMMENT_OR_TEXT = Pattern.compile("(?s)\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|"
            + "'(?:\\\\.|[^'\\\\\n])*'|/\\*.*?\\*/|//[^\n]*");

    private Sources() {
    }

    /** Symbolic names of the bundles in the order of the reactor, which is the order of the rooms. */
    static List<String> bundles() {
        return matches("<module>(org[^<]*)</module>", read(ROOT.resolve("bundles/pom.xml"))).toList();
    }

    /** The Java files of a folder that is relative to the root, tests excluded. */
    static List<Path> mainSources(String folder) {
        return files(ROOT.resolve(folder)).filter(file -> file.toString().endsWith(".java"))
                .filter(file -> file.toString().contains("/src/main/java/")).toList();
    }

    /** All files that are sources of the project: nothing that a build makes. */
    static Stream<Path> files(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> !ROOT.relativize(file).toString().matches("(.*/)?(target|\\.git)/.*"))
                    .sorted().toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A file's name relative to the root, with slashes. */
    static String relative(Path file) {
        return ROOT.relativize(file.toAbsolutePath()).toString().replace('\\', '/');
    }

    /** The package of a Java file, by its folder. */
    static String packageOf(String file) {
        return file.replaceAll(".*/java/|/[^/]*$", "").replace('/', '.');
    }

    /** A Java text without its comments. */
    static String code(String text) {
        return COMMENT_OR_TEXT.matcher(text).replaceAll(match -> match.group().startsWith("/") ? " "
                : Matcher.quoteReplacement(match.group()));
    }

    /** Group 1 of each place where a pattern is found. */
    static Stream<String> matches(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.MULTILINE).matcher(text).results().map(Sources::firstGroup);
    }

    private static String firstGroup(MatchResult result) {
        return result.group(1);
    }
}
