package org.fascicle.workbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.experiment.run.Provenance.BundleVersion;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunListener;
import org.fascicle.experiment.run.RunProcess;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.experiment.run.Status;
import org.fascicle.graph.HostTensor;
import org.fascicle.workbench.ResumeRequest;
import org.fascicle.workbench.RunReport;
import org.fascicle.workbench.RunRequest;
import org.fascicle.workbench.WorkbenchException;
import org.fascicle.workbench.catalog.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that were broken off go on from their folders, or are refused with what to do and nothing changed. */
class ResumerTest {
    private static final int EPOCHS = 6;
    /** Eight examples for training in batches of three. */
    private static final int STEPS = 3;
    @TempDir
    private Path home;
    private final List<RunEvent> events = new ArrayList<>();
    private List<BundleVersion> bundles = List.of(new BundleVersion("l", "1", "00"), new BundleVersion("d", "1", "00"));
    private Picture picture = Workshop.picture();

    private RunStore store() {
        return new RunStore(home.resolve("runs"), Clock.systemUTC());
    }

    /** A run that is asked to end after some steps. */
    private RunReport run(int steps, String... changes) throws WorkbenchException {
        List<String> all = new ArrayList<>(List.of("train.epochs=" + EPOCHS));
        all.addAll(Arrays.asList(changes));
        Cancellation cancellation = new Cancellation();
        return new Runner(Workshop.preparation(), store(), () -> bundles, "1").run(new RunRequest("line", all,
                Optional.empty(), Optional.empty(), OptionalLong.empty(), OptionalInt.of(1), OptionalLong.empty(),
                Optional.empty(), false), picture, new RunListener() {
                    private int done;

                    @Override
                    public void event(RunEvent event) {
                    }

                    @Override
                    public void progress(int epoch, long step, long of) {
                        if (++done == steps) {
                            cancellation.request();
                        }
                    }
                }, cancellation).runs().getFirst();
    }

    private RunReport unbroken() throws WorkbenchException {
        return run(Integer.MAX_VALUE);
    }

    private RunReport resume(ResumeRequest request) throws WorkbenchException {
        return new Resumer(Workshop.preparation(), store(), () -> bundles).resume(request, picture, events::add,
                new Cancellation());
    }

    private RunReport resume(Path folder) throws WorkbenchException {
        return resume(ResumeRequest.of(folder.toString()));
    }

    private static ResumeRequest longer(Path folder, int epochs) {
        return new ResumeRequest(folder.toString(), OptionalInt.of(epochs), Optional.empty(), Optional.empty(),
                OptionalInt.empty(), OptionalLong.empty(), false);
    }

    /** That a request is refused, with every file as it was. */
    private WorkbenchException refused(Path folder, WorkbenchException.Kind kind, ResumeRequest request)
            throws IOException {
        Map<String, String> before = files(folder);
        WorkbenchException failure = assertThrows(WorkbenchException.class, () -> resume(request));
        assertEquals(kind, failure.kind(), failure.getMessage());
        assertEquals(before, files(folder), "nothing has changed");
        assertEquals(List.of(), events);
        assertFalse(failure.hint().isEmpty(), "it tells what to do");
        return failure;
    }

    private WorkbenchException refused(Path folder, WorkbenchException.Kind kind) throws IOException {
        return refused(folder, kind, ResumeRequest.of(folder.toString()));
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Arrays.toString(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    private static Map<String, HostTensor> values(Path folder) throws IOException {
        return Checkpoint.read(folder.resolve("checkpoint.safetensors")).tensors();
    }

    /** The lines of metrics without times. */
    private static List<String> metrics(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("metrics.jsonl")).stream()
                .map(line -> line.replaceAll("\"(seconds|examplesPerSecond)\":[^,]*,", "")).toList();
    }

    private static void assertAsUnbroken(Path expected, Path actual) throws IOException {
        assertEquals(values(expected), values(actual));
        assertEquals(metrics(expected), metrics(actual));
        assertEquals(RunRecord.read(expected.resolve("run.json")).results(),
                RunRecord.read(actual.resolve("run.json")).results());
    }

    /** Makes of a run that was interrupted one whose process was killed. */
    private static void kill(Path folder) throws IOException {
        RunRecord r = RunRecord.read(folder.resolve("run.json"));
        RunProcess self = RunProcess.current();
        new RunRecord(r.format(), r.run(), r.experiment(), Status.RUNNING, r.started(), 0, 0, 0, r.parameters(),
                Map.of(), "", r.provenance(), new RunProcess(self.id(), self.started().minusSeconds(3600)),
                r.resumed()).write(folder.resolve("run.json"));
    }

    @Test
    void a_run_goes_on_in_its_folder_and_ends_as_if_it_had_not_been_broken_off() throws Exception {
        Path expected = unbroken().folder();
        Path folder = run(2 * STEPS + 2).folder();
        assertEquals(2, metrics(folder).size());
        RunReport report = resume(folder);
        assertEquals(Status.DONE, report.record().status());
        assertEquals(folder, report.folder());
        assertAsUnbroken(expected, folder);
        RunEvent.Resumed resumed = assertInstanceOf(RunEvent.Resumed.class, events.getFirst());
        assertEquals(List.of(2L, 2L * STEPS + 2, 6L), List.of((long) resumed.epoch(), resumed.step(),
                resumed.position()));
        assertEquals(List.of(), resumed.notes());
        assertEquals(EPOCHS - 2 + 2, events.size(), "the epochs that were missing, and the end");
        RunRecord record = RunRecord.read(folder.resolve("run.json"));
        assertEquals(1, record.resumed().size());
        assertEquals(2 * STEPS + 2, record.resumed().getFirst().step());
        assertEquals(files(expected).keySet(), files(folder).keySet());
    }

    @Test
    void a_run_that_was_killed_goes_on_from_its_last_checkpoint_and_lines_behind_that_come_anew() throws Exception {
        Path expected = unbroken().folder();
        Path folder = run(2 * STEPS + 2, "train.checkpoint.everySteps=2").folder();
        // As if it had been killed in the fourth epoch, in the midst of a line and of a file.
        kill(folder);
        Files.writeString(folder.resolve("metrics.jsonl"), Files.readAllLines(expected.resolve("metrics.jsonl")).get(2)
                + "\n{\"event\":\"epo", StandardOpenOption.APPEND);
        Files.writeString(folder.resolve("checkpoint.safetensors.part"), "half");
        assertEquals(Status.BROKEN_OFF, store().require(folder.toString()).record().orElseThrow().status());
        assertEquals(Status.DONE, resume(folder).record().status());
        assertAsUnbroken(expected, folder);
        assertEquals(files(expected).keySet(), files(folder).keySet());
    }

    @Test
    void a_run_that_was_killed_before_its_first_checkpoint_begins_at_its_first_step() throws Exception {
        Path expected = unbroken().folder();
        Path folder = run(1).folder();
        kill(folder);
        Files.delete(folder.resolve("checkpoint.safetensors"));
        assertEquals(Status.DONE, resume(folder).record().status());
        assertAsUnbroken(expected, folder);
    }

    @Test
    void without_the_memory_that_it_needs_a_run_does_not_go_on() throws Exception {
        Path folder = run(STEPS + 1).folder();
        WorkbenchException failure = refused(folder, WorkbenchException.Kind.WRONG_REQUEST, new ResumeRequest(
                folder.toString(), OptionalInt.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty(),
                OptionalLong.of(40), false));
        assertTrue(failure.getMessage().startsWith("line needs 0.0 MiB of memory (") && failure.getMessage()
                .endsWith("and 0.0 MiB may be used"), failure.getMessage());
        assertEquals("raise --memory to 1m or more, or make data.batch smaller: it is 3", failure.hint());
    }

    @Test
    void a_run_that_is_done_is_not_resumed_and_the_remedies_are_told() throws Exception {
        Path folder = unbroken().folder();
        WorkbenchException failure = refused(folder, WorkbenchException.Kind.WRONG_REQUEST);
        assertTrue(failure.getMessage().endsWith("is done: it has its 6 epochs"), failure.getMessage());
        assertTrue(failure.hint().contains("--epochs 12") && failure.hint().contains("fascicle run "
                + folder.resolve("experiment.yaml")), failure.hint());
        refused(folder, WorkbenchException.Kind.WRONG_REQUEST, longer(folder, EPOCHS));
    }

    @Test
    void a_run_that_is_done_is_trained_longer_as_if_it_had_been_longer_from_the_start() throws Exception {
        Path expected = unbroken().folder();
        Path folder = run(Integer.MAX_VALUE, "train.epochs=4").folder();
        assertEquals(Status.DONE, resume(longer(folder, EPOCHS)).record().status());
        assertAsUnbroken(expected, folder);
        assertTrue(Files.readString(folder.resolve("experiment.yaml")).contains("epochs: 6"));
    }

    @Test
    void an_unknown_run_is_told_with_the_nearest() throws Exception {
        Path folder = run(1).folder();
        String name = folder.getFileName().toString();
        WorkbenchException failure = refused(folder, WorkbenchException.Kind.WRONG_REQUEST,
                ResumeRequest.of(name + "x"));
        assertEquals("did you mean \"" + name + "\"?", failure.hint());
    }

    @Test
    void a_run_at_work_is_left_alone() throws Exception {
        Path folder = run(1).folder();
        kill(folder);
        RunRecord r = RunRecord.read(folder.resolve("run.json"));
        new RunRecord(r.format(), r.run(), r.experiment(), r.status(), r.started(), 0, 0, 0, 1, Map.of(), "",
                r.provenance(), RunProcess.current(), List.of()).write(folder.resolve("run.json"));
        assertTrue(refused(folder, WorkbenchException.Kind.WRONG_REQUEST).getMessage()
                .contains("is at work in the process " + RunProcess.current().id()));
    }

    @Test
    void of_two_who_go_on_with_a_run_at_once_the_second_is_refused() throws Exception {
        Path folder = run(STEPS + 1).folder();
        Past seen = Past.of(store().require(folder.toString()));
        try (RunFolder first = RunFolder.open(folder)) {
            assertTrue(first.path().equals(folder));
            assertTrue(refused(folder, WorkbenchException.Kind.WRONG_REQUEST).getMessage().contains("is at work"));
        }
        assertEquals(Status.DONE, resume(folder).record().status());
        WorkbenchException late = assertThrows(WorkbenchException.class, () -> store().reopen(seen));
        assertTrue(late.getMessage().contains("is at work"), "what was seen is no longer so");
    }

    @Test
    void a_run_that_was_killed_between_its_first_epoch_and_its_first_checkpoint_begins_anew() throws Exception {
        Path expected = unbroken().folder();
        Path folder = run(STEPS + 1).folder();
        kill(folder);
        for (String file : List.of("checkpoint.safetensors", "checkpoint-before.safetensors", "best.safetensors")) {
            Files.delete(folder.resolve(file));
        }
        resume(folder);
        assertAsUnbroken(expected, folder);
        assertTrue(assertInstanceOf(RunEvent.Resumed.class, events.getFirst()).notes().getFirst()
                .contains("begins anew"));
    }

    @Test
    void without_a_checkpoint_a_run_that_had_one_is_refused() throws Exception {
        Path folder = run(STEPS + 1).folder();
        Files.delete(folder.resolve("checkpoint.safetensors"));
        Files.delete(folder.resolve("checkpoint-before.safetensors"));
        WorkbenchException failure = refused(folder, WorkbenchException.Kind.MISSING);
        assertTrue(failure.getMessage().contains("has no checkpoint"), failure.getMessage());
        assertTrue(failure.hint().contains("fascicle run "), failure.hint());
    }

    @Test
    void a_checkpoint_of_which_one_byte_has_changed_gives_way_to_the_one_before_it() throws Exception {
        Path expected = unbroken().folder();
        Path folder = run(2 * STEPS + 2).folder();
        Path checkpoint = folder.resolve("checkpoint.safetensors");
        byte[] bytes = Files.readAllBytes(checkpoint);
        bytes[bytes.length - 1] ^= 1;
        Files.write(checkpoint, bytes);
        assertEquals(Status.DONE, resume(folder).record().status());
        assertAsUnbroken(expected, folder);
        RunEvent.Resumed resumed = assertInstanceOf(RunEvent.Resumed.class, events.getFirst());
        assertEquals(2L * STEPS, resumed.step(), "that of the second epoch");
        assertTrue(resumed.notes().getFirst().startsWith(checkpoint + " is corrupt: its values are not those that were "
                + "written"), resumed.notes()::toString);
        assertEquals(resumed.notes(), RunRecord.read(folder.resolve("run.json")).resumed().getFirst().notes());
        assertTrue(Arrays.equals(bytes, Files.readAllBytes(folder.resolve("checkpoint-unreadable.safetensors"))),
                "what cannot be read is kept");
    }

    @Test
    void a_crash_between_the_two_moves_of_a_new_checkpoint_costs_nothing() throws Exception {
        Path expected = unbroken().folder();
        Path folder = run(2 * STEPS + 2).folder();
        kill(folder);
        Files.move(folder.resolve("checkpoint.safetensors"), folder.resolve("checkpoint.safetensors.part"));
        assertEquals(Status.DONE, resume(folder).record().status());
        assertAsUnbroken(expected, folder);
    }

    @Test
    void checkpoints_that_are_all_cut_short_are_told_with_where() throws Exception {
        Path folder = run(2 * STEPS + 2).folder();
        for (String name : List.of("checkpoint.safetensors", "checkpoint-before.safetensors")) {
            byte[] bytes = Files.readAllBytes(folder.resolve(name));
            Files.write(folder.resolve(name), Arrays.copyOf(bytes, bytes.length / 2));
        }
        WorkbenchException failure = refused(folder, WorkbenchException.Kind.FAILED);
        assertTrue(failure.getMessage().contains("checkpoint.safetensors is cut off")
                && failure.getMessage().contains("checkpoint-before.safetensors is cut off"), failure.getMessage());
        assertTrue(failure.hint().contains("fascicle predict " + folder + " FILE --weights best")
                && failure.hint().contains("train.initialWeights"), failure.hint());
        Files.delete(folder.resolve("best.safetensors"));
        assertFalse(refused(folder, WorkbenchException.Kind.FAILED).hint().contains("best"), "what is not there");
    }

    @Test
    void that_a_run_is_done_comes_before_its_checkpoint() throws Exception {
        Path folder = unbroken().folder();
        Files.writeString(folder.resolve("checkpoint.safetensors"), "cut");
        assertTrue(refused(folder, WorkbenchException.Kind.WRONG_REQUEST).getMessage()
                .endsWith("is done: it has its 6 epochs"));
        refused(folder, WorkbenchException.Kind.FAILED, longer(folder, 12));
    }

    @Test
    void a_checkpoint_of_another_model_is_told_with_what_differs() throws Exception {
        Path folder = run(2 * STEPS + 2).folder();
        Path yaml = folder.resolve("experiment.yaml");
        String text = Files.readString(yaml);
        Files.writeString(yaml, text.replace("bias: true", "bias: false"));
        assertFalse(text.equals(Files.readString(yaml)));
        WorkbenchException failure = refused(folder, WorkbenchException.Kind.WRONG_REQUEST);
        assertTrue(failure.getMessage().contains("parameter/0.bias f32[1] has no place here"), failure.getMessage());
    }

    @Test
    void a_checkpoint_of_another_run_is_not_taken() throws Exception {
        Path other = run(STEPS + 1, "seed=9").folder();
        Path folder = run(STEPS + 1).folder();
        for (String name : List.of("checkpoint.safetensors", "checkpoint-before.safetensors")) {
            Files.copy(other.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        // in the words and with the exit code of a prediction from it
        assertTrue(refused(folder, WorkbenchException.Kind.WRONG_REQUEST, longer(folder, 12)).getMessage()
                .contains("is of the run " + other.getFileName() + " with the seed 9, not of " + folder.getFileName()
                        + " with the seed 1"));
    }

    @Test
    void metrics_that_lack_an_epoch_are_told() throws Exception {
        Path folder = run(3 * STEPS + 1).folder();
        List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("metrics.jsonl")));
        lines.remove(1);
        Files.write(folder.resolve("metrics.jsonl"), lines);
        assertTrue(refused(folder, WorkbenchException.Kind.FAILED).getMessage()
                .contains("its checkpoint is of epoch 3, and metrics.jsonl has no line for epoch 2"));
    }

    @Test
    void a_contribution_that_is_gone_is_told_with_the_bundle_that_brought_it() throws Exception {
        Path folder = run(STEPS + 1).folder();
        picture = Workshop.without(Kind.LAYER);
        assertTrue(refused(folder, WorkbenchException.Kind.MISSING).getMessage()
                .contains("the layer dense, which the bundle l 1 brought"));
    }

    @Test
    void bundles_in_other_versions_are_noted_and_the_run_goes_on() throws Exception {
        Path folder = run(STEPS + 1).folder();
        bundles = List.of(new BundleVersion("l", "2", "11"), new BundleVersion("d", "1", "22"));
        RunReport report = resume(folder);
        assertEquals(Status.DONE, report.record().status());
        String note = assertInstanceOf(RunEvent.Resumed.class, events.getFirst()).notes().getFirst();
        assertTrue(note.contains("l 1 is 2, d 1 in another build"), note);
        assertEquals(List.of(note), report.record().resumed().getFirst().notes());
    }

    @Test
    void other_data_is_refused() throws Exception {
        Path folder = run(STEPS + 1).folder();
        RunRecord r = RunRecord.read(folder.resolve("run.json"));
        Files.writeString(folder.resolve("run.json"), Files.readString(folder.resolve("run.json"))
                .replace(r.provenance().data(), "0".repeat(64)));
        assertTrue(refused(folder, WorkbenchException.Kind.MISSING).getMessage().contains("the data is not that"));
    }

    @Test
    void checkpoints_in_the_midst_of_epochs_come_as_often_as_asked() throws Exception {
        Path folder = run(STEPS + 2, "train.checkpoint={everyEpochs: 0, everySteps: 2}").folder();
        assertEquals(STEPS + 2, Checkpoint.read(folder.resolve("checkpoint.safetensors")).step(), "its end");
        assertEquals(4, Checkpoint.read(folder.resolve("checkpoint-before.safetensors")).step());
    }
}
