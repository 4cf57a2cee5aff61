package org.fascicle.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.fascicle.experiment.checkpoint.CorruptFileException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSetTest {
    @TempDir
    private Path folder;
    private Path file;
    private final RunSet set = new RunSet(RunSet.FORMAT, "iris-1", "iris", Status.INTERRUPTED,
            Instant.parse("2026-01-02T03:04:05Z"), new RunProcess(42, Instant.parse("2026-01-02T03:04:01Z")),
            List.of(7L, 8L), 2, List.of(
                    new RunSet.Member("seed-7-fold-1", 7, 1, Status.DONE, 5, Map.of("test", Map.of("loss", 0.5)), ""),
                    new RunSet.Member("seed-7-fold-2", 7, 2, Status.FAILED, 1, Map.of(), "the disk is full"),
                    RunSet.Member.waiting("seed-8-fold-1", 8, 1), RunSet.Member.waiting("seed-8-fold-2", 8, 2)),
            Map.of("test", Map.of("loss", new Spread(0.5, Double.NaN, 0.25, 0.25, 0.75, 2))));

    @BeforeEach
    void name() {
        file = folder.resolve("set.json");
    }

    private String refusal(String json) throws Exception {
        Files.writeString(file, json);
        return assertThrows(CorruptFileException.class, () -> RunSet.read(file)).getMessage();
    }

    @Test
    void what_is_written_reads_as_an_equal_set() throws Exception {
        set.write(file);
        assertEquals(set, RunSet.read(file));
        assertEquals(1, set.done());
        assertTrue(Files.readString(file).contains("\"status\" : \"waiting\""));
    }

    @Test
    void a_file_that_is_no_set_is_refused_with_what_is_wrong_and_what_to_do() throws Exception {
        set.write(file);
        String whole = Files.readString(file);
        assertTrue(refusal(whole.substring(0, whole.length() / 2)).contains("no set of runs"));
        assertTrue(refusal("null").contains("lacks some of its parts"));
        assertTrue(refusal("{\"format\": 1}").contains("lacks some of its parts"));
        assertTrue(refusal(whole.replace("\"format\" : 1", "\"format\" : 2")).contains("in version 2"));
    }

    @Test
    void what_a_later_version_adds_is_passed_over() throws Exception {
        set.write(file);
        Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"energy\": {\"J\": 5},"));
        assertEquals(set, RunSet.read(file));
    }
}
