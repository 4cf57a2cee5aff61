package org.fascicle.tests.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.fascicle.tests.support.CommandLine;
import org.fascicle.tests.support.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes that end in the midst of a run: what they leave can be read, and nothing else stays behind. */
final class CutShortTest {
    private static final String[] ENDLESS = {"run", "digits", "--set", "data.use={digits: {train: 500, test: 100}}",
        "--set", "train.epochs=1000000", "--json"};
    private static final long LIMIT_SECONDS = 60;
    @TempDir
    private Path home;

    /** Sends a signal when two epochs are done, and waits for the end. */
    private int end(String signal) throws IOException, InterruptedException {
        Process process = CommandLine.in(home).start(ENDLESS);
        try (BufferedReader out = process.inputReader()) {
            for (String word : List.of("run.started", "\"epoch\":1", "\"epoch\":2")) {
                String line = out.readLine();
                assertTrue(line != null && line.contains(word), () -> word + " expected: " + line);
            }
            new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
            out.lines().forEach(line -> { });
        }
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "the process ends");
        return process.exitValue();
    }

    private JsonObject shown() {
        List<JsonObject> runs = CommandLine.in(home).run("runs", "--json").json();
        assertEquals(1, runs.size(), runs::toString);
        Outcome show = CommandLine.in(home).run("show", runs.getFirst().getString("run"), "--json");
        assertEquals(0, show.exitCode(), show.err());
        assertEquals(List.of(), show.errLines());
        assertTrue(show.json().getFirst().getJsonArray("metrics").size() >= 2, show.out());
        return show.json().getFirst();
    }

    private List<Path> left(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve(folder))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void a_run_that_is_asked_to_end_writes_its_record_and_its_state_and_cleans_up(String signal, int code)
            throws Exception {
        assertEquals(code, end(signal));
        assertEquals(List.of(), left("cache/bundles"), "the bundle cache is gone");
        assertEquals(List.of("best.safetensors", "checkpoint-before.safetensors", "checkpoint.safetensors",
                "experiment.yaml", "metrics.jsonl", "run.json", "signature.json",
                "summary.txt"),
                left("runs").stream().map(file -> file.getFileName().toString()).sorted().toList(),
                "whole files and none that was written aside");
        assertEquals("interrupted", shown().getString("status"));
    }

    @Test
    void a_run_that_is_killed_can_be_read_as_far_as_it_came() throws Exception {
        assertEquals(137, end("KILL"));
        assertEquals("broken off", shown().getString("status"));
        assertEquals(List.of(), left("cache/bundles"), "the next process has swept the cache");
    }
}
