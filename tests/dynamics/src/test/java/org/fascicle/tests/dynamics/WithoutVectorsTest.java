package org.fascicle.tests.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fascicle.tests.support.CommandLine;
import org.fascicle.tests.support.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that was started without the module of vectors: the backend that needs it is missed, and the rest works. */
final class WithoutVectorsTest {
    private static final String MODULE = "jdk.incubator.vector";
    private static final String REMEDY = "add \"--add-modules " + MODULE + "\" to conf/jvm.options";

    @TempDir
    private Path folder;
    private CommandLine fascicle;

    @BeforeEach
    void take_the_module_away() throws IOException {
        fascicle = CommandLine.in(folder.resolve("home")).copied(folder.resolve("copy"));
        Path options = fascicle.distribution().resolve("conf/jvm.options");
        List<String> lines = Files.readAllLines(options);
        assertTrue(lines.contains("--add-modules " + MODULE), lines::toString);
        Files.write(options, lines.stream().filter(line -> !line.contains(MODULE)).toList());
    }

    @Test
    void the_reference_trains_and_the_other_backend_is_named_with_the_remedy() {
        Outcome outcome = fascicle.run("run", "xor-mlp", "--set", "train.epochs=2", "--json");
        assertEquals(0, outcome.exitCode(), outcome.err());
        assertTrue(outcome.out().contains("\"reference\""), outcome.out());
        assertEquals(1, outcome.errLines().size(), outcome.err());
        assertTrue(outcome.err().contains("org.fascicle.backend.cpu") && outcome.err().contains(REMEDY), outcome.err());
    }

    @Test
    void who_asks_for_the_backend_is_told_the_remedy() {
        Outcome outcome = fascicle.run("run", "xor-mlp", "--backend", "cpu");
        assertEquals(3, outcome.exitCode(), outcome.err());
        assertTrue(outcome.errLines().stream().anyMatch(line -> line.contains("no backend \"cpu\"")
                && line.contains(REMEDY)), outcome.err());
    }

    @Test
    void the_doctor_names_the_remedy() {
        Outcome outcome = fascicle.run("doctor", "backend.cpu");
        assertEquals(1, outcome.outLines().size(), outcome.out());
        assertTrue(outcome.out().contains(REMEDY), outcome.out());
    }

    @Test
    void the_bench_measures_the_reference() {
        Outcome outcome = fascicle.run("bench", "64x64x64", "--json", "--windows", "1", "--seconds", "0", "--warm-up",
                "0", "--patience", "0");
        assertEquals(0, outcome.exitCode(), outcome.err());
        assertTrue(outcome.json().getFirst().isNull("peak"), outcome.out());
    }
}
