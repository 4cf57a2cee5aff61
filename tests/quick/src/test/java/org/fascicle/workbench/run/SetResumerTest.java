package org.fascicle.workbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.experiment.run.Provenance.BundleVersion;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunListener;
import org.fascicle.experiment.run.RunProcess;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.experiment.run.RunSet;
import org.fascicle.experiment.run.Spread;
import org.fascicle.experiment.run.Status;
import org.fascicle.workbench.ResumeRequest;
import org.fascicle.workbench.RunRequest;
import org.fascicle.workbench.RunsReport;
import org.fascicle.workbench.StoredSet;
import org.fascicle.workbench.WorkbenchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several runs of one experiment: what they leave together, and how they go on after one of them was broken off. */
class SetResumerTest {
    private static final int EPOCHS = 4;
    /** Eight examples for training in batches of three. */
    private static final int STEPS = 3 * EPOCHS;
    /** Student's t for 95 % and two degrees of freedom, by the tables. */
    private static final double T = 4.302653;
    @TempDir
    private Path home;
    private final List<RunEvent> events = new ArrayList<>();

    private RunStore store() {
        return new RunStore(home.resolve("runs"), Clock.systemUTC());
    }

    private Runner runner() {
        return new Runner(Workshop.preparation(), store(), () -> List.of(new BundleVersion("l", "1", "00")), "1");
    }

    /** Three seeds, which are asked to end after so many steps altogether. */
    private RunsReport run(String folder, int steps, String... changes) throws WorkbenchException {
        List<String> all = new ArrayList<>(List.of("train.epochs=" + EPOCHS, "seed=5", "seeds=3"));
        all.addAll(Arrays.asList(changes));
        Cancellation cancellation = new Cancellation();
        return runner().run(new RunRequest("line", all, Optional.empty(), Optional.empty(), OptionalLong.empty(),
                OptionalInt.of(1), OptionalLong.empty(), Optional.of(home.resolve(folder)), false), Workshop.picture(),
                new RunListener() {
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
                }, cancellation);
    }

    private RunsReport resume(Path folder, OptionalInt epochs) throws WorkbenchException {
        Resumer resumer = new Resumer(Workshop.preparation(), store(),
                () -> List.of(new BundleVersion("l", "1", "00")));
        ResumeRequest request = new ResumeRequest(folder.toString(), epochs, Optional.empty(), Optional.empty(),
                OptionalInt.of(1), OptionalLong.empty(), false);
        Optional<StoredSet> set = store().findSet(request.run());
        return set.isPresent() ? new SetResumer(Workshop.preparation(), store(), runner(), resumer)
                .resume(request, set.get(), Workshop.picture(), events::add, new Cancellation())
                : RunsReport.of(resumer.resume(request, Workshop.picture(), events::add, new Cancellation()));
    }

    private RunsReport resume(Path folder) throws WorkbenchException {
        return resume(folder, OptionalInt.empty());
    }

    private static RunSet set(Path folder) throws IOException {
        return RunSet.read(folder.resolve("set.json"));
    }

    private static List<Status> statuses(RunSet set) {
        return set.runs().stream().map(RunSet.Member::status).toList();
    }

    /** That each run has the weights and figures that it has in another set. */
    private static void assertSame(Path expected, Path actual) throws IOException {
        for (String run : List.of("seed-5", "seed-6", "seed-7")) {
            assertEquals(Checkpoint.read(expected.resolve(run).resolve("checkpoint.safetensors")).tensors(),
                    Checkpoint.read(actual.resolve(run).resolve("checkpoint.safetensors")).tensors(), run);
            assertEquals(RunRecord.read(expected.resolve(run).resolve("run.json")).results(),
                    RunRecord.read(actual.resolve(run).resolve("run.json")).results(), run);
        }
        assertEquals(set(expected).means(), set(actual).means());
        assertEquals(set(expected).runs(), set(actual).runs());
    }

    /** Makes of the process that works at something one that was killed. */
    private static void kill(Path set, String run) throws IOException {
        RunProcess self = RunProcess.current();
        RunProcess gone = new RunProcess(self.id(), self.started().minusSeconds(3600));
        RunRecord r = RunRecord.read(set.resolve(run).resolve("run.json"));
        new RunRecord(r.format(), r.run(), r.experiment(), Status.RUNNING, r.started(), 0, 0, 0, r.parameters(),
                Map.of(), "", r.provenance(), gone, r.resumed()).write(set.resolve(run).resolve("run.json"));
        RunSet s = set(set);
        new RunSet(s.format(), s.set(), s.experiment(), Status.RUNNING, s.started(), gone, s.seeds(), s.folds(),
                s.runs(), s.means()).write(set.resolve("set.json"));
    }

    private static Map<String, FileTime> times(Path folder) throws IOException {
        Map<String, FileTime> times = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                times.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
            }
        }
        return times;
    }

    @Test
    void several_runs_leave_what_each_came_to_and_the_mean_with_its_interval() throws Exception {
        RunsReport report = run("set", Integer.MAX_VALUE);
        RunSet set = set(home.resolve("set"));
        assertEquals(report.set().orElseThrow().summary().orElseThrow(), set);
        assertEquals(Status.DONE, set.status());
        assertEquals(List.of(5L, 6L, 7L), set.seeds());
        assertEquals(List.of("seed-5", "seed-6", "seed-7"), set.runs().stream().map(RunSet.Member::run).toList());
        double[] losses = report.runs().stream()
                .mapToDouble(run -> run.record().results().get("test").get("loss")).toArray();
        double mean = (losses[0] + losses[1] + losses[2]) / 3;
        double deviation = Math.sqrt(Arrays.stream(losses).map(loss -> (loss - mean) * (loss - mean)).sum() / 2);
        Spread spread = set.means().get("test").get("loss");
        assertEquals(mean, spread.mean(), 1e-12);
        assertEquals(deviation, spread.deviation(), 1e-12);
        assertEquals(T * deviation / Math.sqrt(3), spread.interval(), 1e-6);
        assertTrue(deviation > 0, "seeds differ");
    }

    @Test
    void runs_of_which_one_was_interrupted_go_on_and_end_as_if_it_had_not_been() throws Exception {
        run("unbroken", Integer.MAX_VALUE);
        Path broken = home.resolve("broken");
        RunsReport report = run("broken", STEPS + 4);
        assertEquals(Status.INTERRUPTED, report.status());
        assertEquals(List.of(Status.DONE, Status.INTERRUPTED, Status.WAITING), statuses(set(broken)));
        assertFalse(Files.exists(broken.resolve("seed-7")));
        Map<String, FileTime> first = times(broken.resolve("seed-5"));
        RunsReport resumed = resume(broken);
        assertEquals(Status.DONE, resumed.status());
        assertEquals(2, resumed.runs().size(), "one went on, and one began");
        assertEquals(first, times(broken.resolve("seed-5")), "what is done is left alone");
        assertSame(home.resolve("unbroken"), broken);
        assertEquals(1, assertInstanceOf(RunEvent.SetResumed.class, events.getFirst()).done());
        assertInstanceOf(RunEvent.Resumed.class, events.get(1));
        assertEquals(set(home.resolve("unbroken")).means().get("test"),
                assertInstanceOf(RunEvent.SetFinished.class, events.getLast()).test());
    }

    @Test
    void runs_whose_process_was_killed_go_on() throws Exception {
        run("unbroken", Integer.MAX_VALUE);
        Path killed = home.resolve("killed");
        run("killed", STEPS + 4);
        kill(killed, "seed-6");
        // the process had just made a folder for the next
        Files.writeString(Files.createDirectory(killed.resolve("seed-7")).resolve("metrics.jsonl"), "{\"event");
        assertEquals(Status.BROKEN_OFF, store().findSet(killed.toString()).orElseThrow().summary().orElseThrow()
                .status());
        resume(killed);
        assertSame(home.resolve("unbroken"), killed);
    }

    @Test
    void a_set_that_is_interrupted_before_its_first_step_is_resumed_from_the_beginning() throws Exception {
        run("unbroken", Integer.MAX_VALUE);
        Path folder = home.resolve("broken");
        run("broken", 1);
        assertEquals(List.of(Status.INTERRUPTED, Status.WAITING, Status.WAITING), statuses(set(folder)));
        resume(folder);
        assertSame(home.resolve("unbroken"), folder);
    }

    @Test
    void a_run_of_a_set_that_is_resumed_by_itself_counts_for_the_set() throws Exception {
        Path folder = home.resolve("set");
        run("set", STEPS + 4);
        resume(folder.resolve("seed-6"));
        assertEquals(List.of(Status.DONE, Status.DONE, Status.WAITING), statuses(set(folder)));
        assertEquals(2, set(folder).means().get("test").get("loss").count());
        assertEquals(Status.INTERRUPTED, set(folder).status());
    }

    @Test
    void what_has_become_of_a_set_is_told_by_its_runs_where_its_summary_is_behind() throws Exception {
        Path folder = home.resolve("set");
        run("set", STEPS + 4);
        String behind = Files.readString(folder.resolve("set.json"));
        RunsReport report = resume(folder);
        Files.writeString(folder.resolve("set.json"), behind);
        assertEquals(report.set().orElseThrow().summary().orElseThrow().means(),
                store().findSet(folder.toString()).orElseThrow().summary().orElseThrow().means());
        assertEquals(Status.DONE, store().findSet(folder.toString()).orElseThrow().summary().orElseThrow().status());
    }

    @Test
    void runs_that_are_done_are_trained_longer_when_that_is_asked_for_also_after_another_interruption()
            throws Exception {
        run("long", Integer.MAX_VALUE, "train.epochs=" + 2 * EPOCHS);
        Path folder = home.resolve("set");
        run("set", STEPS + 4);
        resume(folder, OptionalInt.of(2 * EPOCHS));
        assertSame(home.resolve("long"), folder);
        assertTrue(assertThrows(WorkbenchException.class, () -> resume(folder, OptionalInt.of(EPOCHS))).getMessage()
                .startsWith("--epochs 4 asks for no more than the runs of set have: 8"));
    }

    @Test
    void runs_that_are_done_are_refused() throws Exception {
        Path folder = home.resolve("set");
        run("set", Integer.MAX_VALUE);
        Map<String, FileTime> before = times(folder);
        WorkbenchException failure = assertThrows(WorkbenchException.class, () -> resume(folder));
        assertEquals(WorkbenchException.Kind.WRONG_REQUEST, failure.kind());
        assertEquals("the runs of set are done, all 3", failure.getMessage());
        assertTrue(failure.hint().contains("--epochs 8"), failure.hint());
        assertEquals(before, times(folder));
        assertEquals(List.of(), events);
    }

    @Test
    void runs_that_are_at_work_are_refused() throws Exception {
        Path folder = home.resolve("set");
        run("set", STEPS + 4);
        RunSet s = set(folder);
        new RunSet(s.format(), s.set(), s.experiment(), Status.RUNNING, s.started(), RunProcess.current(), s.seeds(),
                s.folds(), s.runs(), s.means()).write(folder.resolve("set.json"));
        WorkbenchException failure = assertThrows(WorkbenchException.class, () -> resume(folder));
        assertTrue(failure.getMessage().startsWith("the runs of set are at work in the process "),
                failure.getMessage());
    }

    @Test
    void an_experiment_with_other_runs_than_the_set_is_refused() throws Exception {
        Path folder = home.resolve("set");
        run("set", STEPS + 4);
        Path experiment = folder.resolve("experiment.yaml");
        Files.writeString(experiment, Files.readString(experiment).replace("seeds: 3", "seeds: 2"));
        WorkbenchException failure = assertThrows(WorkbenchException.class, () -> resume(folder));
        assertEquals("the runs of set are seed-5, seed-6, seed-7, and its experiment.yaml has seed-5, seed-6",
                failure.getMessage());
        assertEquals(List.of(), events);
    }

    @Test
    void a_set_whose_summary_cannot_be_read_is_named_with_the_reason() throws Exception {
        Path folder = home.resolve("set");
        run("set", STEPS + 4);
        Files.writeString(folder.resolve("set.json"), "{\"format\": 1, \"se");
        WorkbenchException failure = assertThrows(WorkbenchException.class, () -> resume(folder));
        assertEquals(WorkbenchException.Kind.FAILED, failure.kind());
        assertTrue(failure.getMessage().contains("set.json cannot be read"), failure.getMessage());
    }

    @Test
    void a_run_that_fails_ends_the_set_which_can_be_resumed() throws Exception {
        RunsReport report = run("set", Integer.MAX_VALUE, "data.use.line.broken=4");
        assertEquals(Status.FAILED, report.status());
        assertEquals(List.of(Status.FAILED, Status.WAITING, Status.WAITING), statuses(set(home.resolve("set"))));
        assertTrue(set(home.resolve("set")).runs().getFirst().reason().contains("example 4 is broken"));
        assertEquals(Status.FAILED, resume(home.resolve("set")).status());
    }

    @Test
    void a_set_is_listed_by_itself_and_no_run_can_be_told_by_its_name() throws Exception {
        runner().run(new RunRequest("line", List.of("seeds=2", "seed=5"), Optional.empty(), Optional.empty(),
                OptionalLong.empty(), OptionalInt.of(1), OptionalLong.empty(), Optional.empty(), false),
                Workshop.picture(), events::add, new Cancellation());
        assertEquals(List.of(), store().list());
        StoredSet set = store().sets().getFirst();
        assertEquals(2, set.runs().size());
        assertEquals(5, store().require(set.name() + "/seed-5").record().orElseThrow().provenance().seed());
        WorkbenchException failure = assertThrows(WorkbenchException.class, () -> store().require(set.name()));
        assertEquals("name one of them, such as " + set.name() + "/seed-5", failure.hint());
        RunEvent.SetStarted started = assertInstanceOf(RunEvent.SetStarted.class, events.getFirst());
        assertEquals(List.of(5L, 6L), started.seeds());
        assertEquals(set.name(), started.set());
    }

    @Test
    void a_folder_that_holds_several_runs_takes_no_others() throws Exception {
        run("set", STEPS + 4);
        WorkbenchException failure = assertThrows(WorkbenchException.class, () -> run("set", 1, "seed=50"));
        assertEquals("the folder " + home.resolve("set") + " holds several runs already", failure.getMessage());
    }
}
