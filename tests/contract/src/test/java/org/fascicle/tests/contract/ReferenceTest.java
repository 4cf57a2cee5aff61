package org.fascicle.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fascicle.tests.support.Outcome;
import org.fascicle.tests.support.Workbench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of {@code docs/reference} are those that the command writes. */
final class ReferenceTest {
    private static final Path KEPT = Path.of("docs/reference");
    @TempDir
    private Path home;

    @Test
    void the_pages_tell_what_is_there() throws Exception {
        Path written = home.resolve("pages");
        try (Workbench workbench = Workbench.start(home)) {
            Outcome outcome = workbench.run("reference", written.toString());
            assertEquals(0, outcome.exitCode(), outcome.err());
        }
        assertEquals(names(written), names(KEPT));
        for (String name : names(written)) {
            assertEquals(Files.readString(written.resolve(name)), Files.readString(KEPT.resolve(name)),
                    name + " is stale: \"./fascicle reference docs/reference\" writes it anew");
        }
    }

    private static List<String> names(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
