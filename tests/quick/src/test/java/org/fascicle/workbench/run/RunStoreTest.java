package org.fascicle.workbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fascicle.experiment.run.Provenance;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunProcess;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.experiment.run.Status;
import org.fascicle.workbench.StoredRun;
import org.fascicle.workbench.WorkbenchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunStoreTest {
    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");
    @TempDir
    private Path home;

    private RunStore store() {
        return new RunStore(home.resolve("runs"), Clock.fixed(NOON, ZoneOffset.UTC));
    }

    private static RunRecord record(String name, Instant started) {
        return new RunRecord(RunRecord.FORMAT, name, "digits", Status.DONE, started, 1, 1, 2, 3,
                Map.of("test", Map.of("loss", 0.5)), "", new Provenance("0", List.of(), List.of(), "", "", 1, 0,
                        "a", "b", 1,                        "", ""), RunProcess.UNKNOWN, List.of());
    }

    @Test
    void a_run_is_named_by_its_experiment_and_time_and_a_number_where_that_exists() throws Exception {
        try (RunFolder first = store().create("digits"); RunFolder second = store().create("digits");
                RunFolder third = store().create("../a b")) {
            assertEquals("digits-20260203-120000", first.name());
            assertEquals("digits-20260203-120000-2", second.name());
            assertEquals("..-a-b-20260203-120000", third.name());
            assertEquals(home.resolve("runs"), third.path().getParent());
        }
    }

    @Test
    void a_line_of_metrics_is_on_the_disk_as_soon_as_its_epoch_is_done() throws Exception {
        try (RunFolder folder = store().create("digits")) {
            folder.epoch(new RunEvent.Epoch(1, 2, 3, 4, Map.of("loss", 0.5), Map.of(), Map.of()));
            assertEquals(1, Files.readAllLines(folder.path().resolve("metrics.jsonl")).size());
        }
    }

    @Test
    void a_folder_that_cannot_be_made_is_a_wrong_request_that_names_it() throws Exception {
        Path file = Files.writeString(home.resolve("file"), "");
        RunStore store = new RunStore(file, Clock.systemUTC());
        WorkbenchException inStore = assertThrows(WorkbenchException.class, () -> store.create("digits"));
        WorkbenchException elsewhere = assertThrows(WorkbenchException.class,
                () -> store().createAt(file.resolve("run")));
        for (WorkbenchException failure : List.of(inStore, elsewhere)) {
            assertEquals(WorkbenchException.Kind.WRONG_REQUEST, failure.kind());
            assertTrue(failure.getMessage().contains(file.toString()), failure.getMessage());
            assertTrue(failure.hint().contains("--out"), failure.hint());
        }
    }

    @Test
    void a_folder_that_holds_a_run_is_not_written_over() throws Exception {
        Path folder = home.resolve("mine");
        store().createAt(folder).close();
        assertThrows(WorkbenchException.class, () -> store().createAt(folder));
    }

    @Test
    void runs_come_in_the_order_of_their_starts() throws Exception {
        try (RunFolder a = store().create("a"); RunFolder b = store().create("b")) {
            a.record(record(a.name(), NOON.plusSeconds(5)));
            b.record(record(b.name(), NOON));
            assertEquals(List.of(b.name(), a.name()), store().list().stream().map(StoredRun::name).toList());
        }
    }

    @Test
    void broken_runs_are_named_with_their_reason_and_hide_no_other() throws Exception {
        try (RunFolder whole = store().create("whole"); RunFolder torn = store().create("torn");
                RunFolder empty = store().create("empty")) {
            whole.record(record(whole.name(), NOON));
            Files.writeString(torn.path().resolve("run.json"), "{\"format\": 1, \"run\": \"to");
            Map<String, StoredRun> runs = store().list().stream()
                    .collect(Collectors.toMap(StoredRun::name, run -> run));
            assertEquals(3, runs.size());
            assertEquals(List.of(), runs.get(whole.name()).problems());
            assertEquals(Optional.empty(), runs.get(torn.name()).record());
            assertTrue(runs.get(torn.name()).problems().getFirst().startsWith("run.json cannot be read"));
            assertTrue(runs.get(empty.name()).problems().getFirst().startsWith("there is no run.json"));
        }
    }

    private static RunRecord running(String name, RunProcess process) {
        RunRecord done = record(name, NOON);
        return new RunRecord(done.format(), name, done.experiment(), Status.RUNNING, NOON, 0, 0, 0, 3, Map.of(), "",
                done.provenance(), process, List.of());
    }

    @Test
    void a_run_whose_process_is_gone_is_broken_off_with_the_epochs_that_it_left() throws Exception {
        RunProcess self = RunProcess.current();
        try (RunFolder alive = store().create("alive"); RunFolder killed = store().create("killed")) {
            alive.record(running(alive.name(), self));
            killed.record(running(killed.name(), new RunProcess(self.id(), self.started().minusSeconds(3600))));
            for (int epoch = 1; epoch <= 2; epoch++) {
                killed.epoch(new RunEvent.Epoch(epoch, 10 * epoch, 3, 4, Map.of("loss", 1.0 / epoch), Map.of(),
                        Map.of()));
            }
            List<RunRecord> records = store().list().stream().map(run -> run.record().orElseThrow()).toList();
            assertEquals(List.of(Status.RUNNING, Status.BROKEN_OFF), records.stream().map(RunRecord::status).toList());
            RunRecord broken = records.getLast();
            assertEquals(2, broken.epochs());
            assertEquals(20, broken.steps());
            assertEquals(6, broken.seconds());
            assertEquals(Map.of("train", Map.of("loss", 0.5)), broken.results());
            assertEquals(broken, store().require(killed.name()).record().orElseThrow());
            assertEquals(2, store().require(killed.name()).epochs().size());
        }
    }

    @Test
    void a_line_cut_off_by_a_crash_costs_that_line_only() throws Exception {
        try (RunFolder folder = store().create("digits")) {
            folder.record(record(folder.name(), NOON));
            folder.epoch(new RunEvent.Epoch(1, 2, 3, 4, Map.of("loss", 0.5), Map.of(), Map.of()));
            Files.writeString(folder.path().resolve("metrics.jsonl"), "{\"event\":\"epoch\",\"ep",
                    StandardOpenOption.APPEND);
            StoredRun run = store().find(folder.name()).orElseThrow();
            assertEquals(1, run.epochs().size());
            assertTrue(run.problems().getFirst().contains("beyond line 2"), run.problems()::toString);
            assertEquals(run, store().find(folder.path().toString()).orElseThrow(), "by its folder too");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "/", "digit", "no\0path", "digits-20260203-120000/metrics.jsonl"})
    void what_holds_no_record_is_no_run_and_the_nearest_or_the_place_is_told(String run) throws Exception {
        try (RunFolder folder = store().create("digits")) {
            folder.record(record(folder.name(), NOON));
            WorkbenchException failure = assertThrows(WorkbenchException.class, () -> store().require(run));
            assertEquals(WorkbenchException.Kind.WRONG_REQUEST, failure.kind());
            assertTrue(failure.getMessage().startsWith("there is no run \"" + run + "\" in " + home.resolve("runs")),
                    failure.getMessage());
            assertEquals("did you mean \"digits-20260203-120000\"?", assertThrows(WorkbenchException.class,
                    () -> store().require("digits-20260203-120001")).hint());
        }
    }

    @Test
    void the_root_of_the_file_system_cannot_be_a_run() {
        WorkbenchException failure = assertThrows(WorkbenchException.class, () -> store().createAt(Path.of("/")));
        assertEquals(WorkbenchException.Kind.WRONG_REQUEST, failure.kind());
        assertTrue(failure.getMessage().contains("root of the file system"), failure.getMessage());
    }

    @Test
    void where_nothing_is_nothing_is_listed() {
        assertEquals(List.of(), store().list());
        assertEquals(Optional.empty(), store().find("digits"));
    }
}
