package org.fascicle.tests.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.fascicle.tests.support.CommandLine;
import org.fascicle.tests.support.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A distribution that is not what its features say does not start. */
final class DistributionTest {
    private static final Path GRAPH = Path.of("repository/org/fascicle/org.fascicle.graph");

    @TempDir
    private Path folder;
    private Path copy;
    private CommandLine fascicle;

    @BeforeEach
    void copy_the_distribution() {
        copy = folder.resolve("copy with a space");
        fascicle = CommandLine.in(folder.resolve("home")).copied(copy);
        Probe.plugIn(fascicle.home());
    }

    @Test
    void a_moved_distribution_starts() {
        Outcome outcome = fascicle.run("exit", "0");
        assertEquals(0, outcome.exitCode(), outcome.err());
    }

    @Test
    void an_archive_of_classes_that_is_none_is_no_hindrance_and_not_told() throws IOException {
        Files.write(copy.resolve("classes.jsa"), new byte[1 << 16]);
        Outcome outcome = fascicle.run("exit", "0");
        assertEquals(0, outcome.exitCode(), outcome.err());
        assertEquals("stopped", outcome.out().strip());
    }

    @Test
    void a_jar_with_one_changed_byte_is_refused() throws IOException {
        Path jar = jar();
        byte[] bytes = Files.readAllBytes(jar);
        bytes[bytes.length / 2] ^= 1;
        Files.write(jar, bytes);
        assertRefused(1, jar.toString(), "SHA-256");
    }

    @Test
    void a_bundle_without_a_sum_is_refused() throws IOException {
        Path core = copy.resolve("features/core.json");
        Files.writeString(core, Files.readString(core).replaceFirst("\"sha256\": *\"[0-9a-f]{64}\"",
                "\"note\": \"x\""));
        assertRefused(1, "org.fascicle.graph", "no sha256");
    }

    @Test
    void a_bundle_that_is_not_there_is_missing() throws IOException {
        Files.delete(jar());
        assertRefused(3, "org.fascicle.graph", "no file");
    }

    @Test
    void a_feature_that_is_no_feature_is_refused() throws IOException {
        Files.writeString(copy.resolve("features/nn.json"), "{ not JSON");
        assertRefused(1, "nn.json", "no OSGi feature");
    }

    private void assertRefused(int exitCode, String what, String why) {
        Outcome outcome = fascicle.run("exit", "0");
        assertEquals(exitCode, outcome.exitCode(), outcome.err());
        assertEquals(1, outcome.errLines().size(), outcome.err());
        assertTrue(outcome.err().contains(what) && outcome.err().contains(why), outcome.err());
    }

    private Path jar() throws IOException {
        try (Stream<Path> files = Files.walk(copy.resolve(GRAPH))) {
            return files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
        }
    }
}
