package org.fascicle.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What keeps the code readable. */
class ReadingTest {
    private static final List<Path> SOURCES = Stream.of("bundles", "launcher").map(Sources::mainSources)
            .flatMap(List::stream).filter(file -> !file.endsWith("package-info.java")).toList();

    @Test
    void no_file_has_more_than_600_lines_and_half_of_them_fit_on_two_pages() {
        List<Long> lengths = SOURCES.stream().map(file -> Sources.read(file).lines().count()).sorted().toList();
        assertTrue(lengths.getLast() <= 600, () -> "the longest file has " + lengths.getLast() + " lines");
        assertTrue(lengths.get(lengths.size() / 2) <= 120, () -> "the median is " + lengths.get(lengths.size() / 2));
    }

    @Test
    void a_class_is_final_or_abstract() {
        assertEquals(List.of(), found("^(?:public |private |protected |static )*(class \\w+)"));
    }

    @Test
    void types_are_nouns_of_the_domain() {
        assertEquals(List.of(), found("(?:class|record|interface|enum) "
                + "(\\w*(?:Impl|Manager|Helper|Utils?)|Abstract\\w+)\\b"));
    }

    @Test
    void no_static_field_can_change() {
        assertEquals(List.of(), found("^ +((?:public |private |protected |volatile )*static (?!final|class|record|enum|"
                + "interface|sealed|abstract|<)[\\w<>\\[\\], ]+ \\w+(?: =|;).*)"));
    }

    @Test
    void no_collection_or_counter_is_shared_by_all_and_no_thread_has_values_of_its_own() {
        assertEquals(List.of(), found("^ +((?:public |private |protected )*static final [^\\n]*?"
                + "= new [\\w.]*(?:Map|List|Set|Queue|Deque|Atomic\\w+|Adder)\\b.*)"));
        assertEquals(List.of(), found("\\b(ThreadLocal)\\b"));
    }

    @Test
    void what_a_class_holds_is_its_own() {
        assertEquals(List.of(), found("^ +(protected (?:static |final |volatile )*[\\w<>\\[\\], ]+ \\w+(?: =|;).*)"));
    }

    @Test
    void no_line_has_more_than_120_columns_or_ends_in_a_space() {
        List<String> faults = new ArrayList<>();
        Stream.of("bundles", "launcher", "tests").map(Sources.ROOT::resolve).flatMap(Sources::files)
                .filter(file -> file.toString().endsWith(".java")).forEach(file -> {
                    List<String> lines = Sources.read(file).lines().toList();
                    for (int i = 0; i < lines.size(); i++) {
                        String line = lines.get(i);
                        if (line.codePointCount(0, line.length()) > 120 || !line.equals(line.stripTrailing())) {
                            faults.add(Sources.relative(file) + ":" + (i + 1));
                        }
                    }
                });
        assertEquals(List.of(), faults);
    }

    @Test
    void no_test_has_more_than_600_lines() {
        assertEquals(List.of(), Sources.files(Sources.ROOT.resolve("tests"))
                .filter(file -> file.toString().endsWith(".java"))
                .filter(file -> Sources.read(file).lines().count() > 600).toList());
    }

    @Test
    void every_public_type_says_what_it_is() {
        List<String> faults = new ArrayList<>();
        for (Path file : SOURCES) {
            String text = Sources.read(file);
            int declaration = text.indexOf("\npublic ");
            if (declaration >= 0 && !text.substring(0, declaration).contains("/**")) {
                faults.add(Sources.ROOT.relativize(file).toString());
            }
        }
        assertEquals(List.of(), faults);
    }

    private static List<String> found(String pattern) {
        List<String> faults = new ArrayList<>();
        for (Path file : SOURCES) {
            Sources.matches(pattern, Sources.read(file))
                    .forEach(match -> faults.add(Sources.ROOT.relativize(file) + ": " + match));
        }
        return faults;
    }
}
