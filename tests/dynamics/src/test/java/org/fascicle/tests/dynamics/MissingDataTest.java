package org.fascicle.tests.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.fascicle.tests.support.CommandLine;
import org.fascicle.tests.support.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that is not here and cannot be fetched, and data that is here and is not what it should be. */
final class MissingDataTest {
    private static final Pattern FILE = Pattern.compile("(mnist/\\S+\\.gz)  sha256 ([0-9a-f]{64})");
    /** A proxy at which nobody listens: a machine without a network. */
    private static final String OFFLINE = "-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=9 -Dhttp.proxyHost=127.0.0.1 "
            + "-Dhttp.proxyPort=9";
    @TempDir
    private Path home;
    private CommandLine fascicle;

    @BeforeEach
    void disconnect() {
        fascicle = CommandLine.in(home).with("FASCICLE_DATA", "").with("FASCICLE_JAVA_OPTIONS", OFFLINE);
    }

    private static List<String> files(Outcome outcome) {
        return FILE.matcher(outcome.err()).results().map(MatchResult::group).toList();
    }

    @Test
    void missing_files_are_told_with_their_sums_and_where_to_put_them() throws IOException {
        Path other = Files.createDirectories(home.resolve("elsewhere"));
        Outcome outcome = fascicle.run("run", "mnist-mlp", "--data", other.toString());
        assertEquals(3, outcome.exitCode(), outcome.err());
        assertEquals(4, files(outcome).size(), outcome.err());
        assertTrue(outcome.err().contains("put them under one of: " + other + ", " + home.resolve("data")),
                outcome.err());
        assertTrue(outcome.err().contains("--data") && outcome.err().contains("FASCICLE_DATA"), outcome.err());
        assertTrue(outcome.err().contains("download failed"), outcome.err());
        assertEquals("", outcome.out());
        assertFalse(Files.exists(home.resolve("runs")), "nothing was begun");
    }

    @Test
    void a_missing_text_is_told_with_its_place() {
        Outcome outcome = fascicle.run("run", "char-lstm");
        assertEquals(3, outcome.exitCode(), outcome.err());
        assertTrue(outcome.err().contains("tinyshakespeare/input.txt  sha256 86c4e6aa"), outcome.err());
    }

    @Test
    void files_that_are_cut_short_or_changed_are_told_with_both_sums_and_left_as_they_are() throws IOException {
        List<Path> put = new ArrayList<>();
        byte[] bytes = gzip();
        for (String name : List.of("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")) {
            Path file = home.resolve("data/mnist/" + name + "-ubyte.gz");
            Files.createDirectories(file.getParent());
            put.add(Files.write(file, Arrays.copyOf(bytes, bytes.length - put.size())));
            bytes[bytes.length / 2] ^= 1;
        }
        Outcome outcome = fascicle.run("run", "mnist-mlp", "--json");
        assertEquals(1, outcome.exitCode(), outcome.err());
        for (Path file : put) {
            assertTrue(outcome.err().contains(file + " is not the file that is needed: expected sha256"),
                    outcome.err());
            assertTrue(Files.exists(file), "what somebody put there is theirs");
        }
        assertEquals("run.failed", outcome.json().getLast().getString("event"));
        assertTrue(outcome.err().contains("delete it"), outcome.err());
        Outcome doctor = fascicle.run("doctor", "mnist");
        assertEquals(0, doctor.exitCode());
        assertTrue(doctor.out().contains(put.getFirst() + " is not the file that is needed"), doctor.out());
    }

    private static byte[] gzip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 3, 4});
        }
        return bytes.toByteArray();
    }
}
