package org.fascicle.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.fascicle.experiment.checkpoint.CorruptFileException;
import org.fascicle.experiment.run.Provenance.BundleVersion;
import org.fascicle.experiment.run.Provenance.Used;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {
    @TempDir
    private Path folder;
    private Path file;
    private final RunRecord record = new RunRecord(RunRecord.FORMAT, "digits-1", "digits", Status.DONE,
            Instant.parse("2026-01-02T03:04:05.678Z"), 2.5, 5, 625, 109386,
            Map.of("test", Map.of("loss", 0.1, "accuracy", 0.98)), "", new Provenance("0.1.0",
            List.of(new BundleVersion("org.fascicle.nn", "0.1.0", "ab12")),
            List.of(new Used("layer", "dense", "0.1.0", "org.fascicle.layers")), "cd34", "/data", 1, 2, "cpu",
            "cpu (8 cores)", 8,
            Provenance.currentJvm(), Provenance.currentSystem()),
            new RunProcess(42, Instant.parse("2026-01-02T03:04:01Z")),
            List.of(new Resumption(Instant.parse("2026-01-02T03:05:00Z"), 2, 250, List.of("another build"))));

    @BeforeEach
    void name() {
        file = folder.resolve("run.json");
    }

    private String refusal(String json) throws Exception {
        Files.writeString(file, json);
        return assertThrows(CorruptFileException.class, () -> RunRecord.read(file)).getMessage();
    }

    @Test
    void what_is_written_reads_as_an_equal_record() throws Exception {
        record.write(file);
        assertEquals(record, RunRecord.read(file));
        assertTrue(Files.readString(file).contains("\"started\" : \"2026-01-02T03:04:05.678Z\""),
                Files.readString(file));
        assertTrue(Files.readString(file).contains("\"status\" : \"done\""));
        assertTrue(Files.readString(file).replaceAll("\\s", "")
                .contains("\"process\":{\"id\":42,\"started\":\"2026-01-02T03:04:01Z\"}"), Files.readString(file));
    }

    @Test
    void fields_of_a_later_version_are_passed_over() throws Exception {
        record.write(file);
        Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{ \"mood\": [1, {}],")
                .replace("\"fascicle\"", "\"colour\": 7, \"fascicle\""));
        assertEquals(record, RunRecord.read(file));
    }

    @Test
    void a_record_that_names_no_process_is_read_and_its_process_is_not_gone() throws Exception {
        record.write(file);
        Files.writeString(file, Files.readString(file).replaceFirst("(?s),\\s*\"process\"\\s*:\\s*\\{[^}]*\\}", ""));
        assertEquals(RunProcess.UNKNOWN, RunRecord.read(file).process());
        assertFalse(RunRecord.read(file).process().hasEnded());
    }

    @Test
    void a_process_is_known_by_its_number_and_its_start() throws Exception {
        RunProcess self = RunProcess.current();
        assertFalse(self.hasEnded());
        assertTrue(new RunProcess(self.id(), self.started().minusSeconds(3600)).hasEnded(), "a number given again");
        Process ended = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-version").redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile()).start();
        RunProcess process = new RunProcess(ended.pid(), Instant.now());
        ended.waitFor();
        assertTrue(process.hasEnded());
    }

    @Test
    void a_record_of_a_later_format_is_refused() throws Exception {
        record.write(file);
        assertEquals(file + " is a record in version 2, and this Fascicle reads 1; use the Fascicle that wrote it, "
                + "or a newer one", refusal(Files.readString(file).replace("\"format\" : 1", "\"format\" : 2")));
    }

    @Test
    void a_file_that_was_cut_off_or_is_something_else_is_told() throws Exception {
        record.write(file);
        String json = Files.readString(file);
        for (int end = 0; end < json.length() - 2; end += 7) {
            String message = refusal(json.substring(0, end));
            assertTrue(message.startsWith(file + " is ") && message.lines().count() == 1, message);
        }
        assertTrue(refusal("{}").contains("lacks some of its parts"));
        assertTrue(refusal("null").contains("lacks some of its parts"));
        assertTrue(refusal(json.replace("2026-01-02T", "yesterday")).contains("not a moment in ISO 8601"));
    }
}
