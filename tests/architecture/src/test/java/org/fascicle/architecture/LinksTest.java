package org.fascicle.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What pages point to is there. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Path ARCHITECTURE = Sources.ROOT.resolve("docs/architecture.md");

    @Test
    void a_link_leads_to_a_file_and_a_test_in_its_text_to_that_test() {
        List<String> faults = new ArrayList<>();
        Stream.concat(Stream.of(Sources.ROOT.resolve("README.md")), Sources.files(Sources.ROOT.resolve("docs")))
                .filter(page -> page.toString().endsWith(".md"))
                .forEach(page -> LINK.matcher(Sources.read(page)).results().forEach(link -> {
                    Path target = page.getParent().resolve(link.group(2)).normalize();
                    String text = link.group(1);
                    if (!Files.exists(target)) {
                        faults.add(Sources.relative(page) + " points to " + link.group(2));
                    } else if (target.toString().endsWith("Test.java") && text.startsWith("`")
                            && !Sources.read(target).contains(" void " + text.replace("`", "") + "(")) {
                        faults.add(Sources.relative(page) + " names " + text + ", which " + link.group(2) + " lacks");
                    }
                }));
        assertEquals(List.of(), faults);
    }

    @Test
    void each_of_the_thirty_cases_has_a_sentence_and_a_proof() {
        String page = Sources.read(ARCHITECTURE);
        List<String> proven = Sources.matches("^\\| (\\d+) \\| [^|]+ \\| [^|]{20,} \\| "
                + "\\[`\\w+`]\\([^)]*Test\\.java\\).* \\|$", page).toList();
        assertEquals(IntStream.rangeClosed(1, 30).mapToObj(String::valueOf).toList(), proven);
    }

    @Test
    void every_decision_is_on_the_list() {
        String page = Sources.read(ARCHITECTURE);
        Sources.files(Sources.ROOT.resolve("docs/decisions")).forEach(decision ->
                assertTrue(page.contains("(decisions/" + decision.getFileName() + ")"), decision::toString));
    }
}
