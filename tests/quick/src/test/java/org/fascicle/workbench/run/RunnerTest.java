package org.fascicle.workbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.experiment.run.EventJson;
import org.fascicle.experiment.run.FitFile;
import org.fascicle.experiment.run.Provenance;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunListener;
import org.fascicle.experiment.run.RunProfile;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.experiment.run.Status;
import org.fascicle.workbench.ModelReport;
import org.fascicle.workbench.RunReport;
import org.fascicle.workbench.RunRequest;
import org.fascicle.workbench.WorkbenchException;
import org.fascicle.workbench.check.ModelCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs as a whole, from the text of an experiment to its folder. */
class RunnerTest {
    @TempDir
    private Path home;
    private final List<RunEvent> events = new ArrayList<>();

    private List<RunReport> run(RunRequest request) throws WorkbenchException {
        Runner runner = new Runner(Workshop.preparation(), new RunStore(home.resolve("runs"), Clock.systemUTC()),
                () -> List.of(new Provenance.BundleVersion("bundle", "1", "00")), "1.2.3");
        return runner.run(request, Workshop.picture(), events::add, new Cancellation()).runs();
    }

    private static RunRequest request(String... changes) {
        return new RunRequest("line", Arrays.asList(changes), Optional.empty(), Optional.empty(), OptionalLong.empty(),
                OptionalInt.of(1), OptionalLong.empty(), Optional.empty(), false);
    }

    private WorkbenchException refused(String... changes) throws Exception {
        WorkbenchException failure = assertThrows(WorkbenchException.class, () -> run(request(changes)));
        assertFalse(Files.exists(home.resolve("runs")), "nothing was written");
        assertEquals(List.of(), events);
        return failure;
    }

    @Test
    void clipped_gradients_move_parameters_by_no_more_than_the_rate_times_the_clip() throws Exception {
        double[] free = firstAndLastLoss("train.epochs=20");
        assertTrue(free[1] < free[0] / 2, () -> "without a clip from " + free[0] + " to " + free[1]);
        for (String clip : List.of("clip={value: 0.000001}", "clip={norm: 0.000001}")) {
            double[] clipped = firstAndLastLoss("train.epochs=20", clip);
            assertEquals(clipped[0], clipped[1], 1e-4, clip);
        }
    }

    private double[] firstAndLastLoss(String... changes) throws WorkbenchException {
        events.clear();
        run(request(changes));
        double[] losses = events.stream().filter(RunEvent.Epoch.class::isInstance).map(RunEvent.Epoch.class::cast)
                .mapToDouble(epoch -> epoch.train().get("loss")).toArray();
        return new double[] {losses[0], losses[losses.length - 1]};
    }

    @Test
    void a_run_leaves_its_experiment_record_metrics_and_checkpoint() throws Exception {
        RunReport report = run(request("seed=3")).getFirst();
        assertEquals(Status.DONE, report.record().status());
        assertEquals(2, report.record().epochs());
        assertEquals(2 * 3, report.record().steps());
        assertEquals(2, report.record().parameters());
        assertEquals(Set.of("train", "validation", "test"), report.record().results().keySet());
        RunRecord kept = RunRecord.read(report.folder().resolve("run.json"));
        assertEquals(report.record().results(), kept.results());
        assertEquals(Status.DONE, kept.status());
        assertEquals("1.2.3", kept.provenance().fascicle());
        assertEquals(3, kept.provenance().seed());
        assertEquals("plain", kept.provenance().backend());
        assertEquals(List.of(new Provenance.BundleVersion("bundle", "1", "00")), kept.provenance().bundles());
        assertTrue(kept.provenance().contributions().contains(new Provenance.Used("layer", "dense", "1", "l")));
        assertEquals(2, Files.readAllLines(report.folder().resolve("metrics.jsonl")).size());
        String yaml = Files.readString(report.folder().resolve("experiment.yaml"));
        assertTrue(yaml.contains("shuffle: true") && yaml.contains("seed: 3"), yaml);
        Checkpoint checkpoint = Checkpoint.read(report.folder().resolve("checkpoint.safetensors"));
        assertEquals(6, checkpoint.step());
        assertTrue(checkpoint.tensors().containsKey("parameter/0.weight"), checkpoint.tensors().keySet()::toString);
    }

    @Test
    void events_come_in_their_order() throws Exception {
        RunReport report = run(request()).getFirst();
        assertEquals(4, events.size());
        RunEvent.Started started = assertInstanceOf(RunEvent.Started.class, events.getFirst());
        assertEquals(report.record().run(), started.run());
        assertEquals(2, started.parameters());
        assertInstanceOf(RunEvent.Epoch.class, events.get(1));
        assertInstanceOf(RunEvent.Epoch.class, events.get(2));
        RunEvent.Finished finished = assertInstanceOf(RunEvent.Finished.class, events.get(3));
        assertEquals(report.record().results().get("test"), finished.test());
        assertEquals(report.folder().toString(), finished.folder());
    }

    @Test
    void a_profile_comes_before_the_end_and_is_kept() throws Exception {
        RunRequest plain = request();
        RunReport report = run(new RunRequest(plain.experiment(), plain.changes(), plain.data(), plain.backend(),
                plain.seed(), plain.threads(), plain.memory(), plain.out(), true)).getFirst();
        assertEquals(5, events.size());
        RunProfile profile = assertInstanceOf(RunProfile.class, events.get(3));
        assertTrue(profile.programs().compiled() > 0 && profile.programs().found() > 0, profile::toString);
        assertEquals(1, profile.rows().stream().mapToDouble(RunProfile.Row::share).sum(), 1e-9);
        assertEquals(profile, new EventJson().read(Files.readString(report.folder().resolve("profile.json"))));
    }

    @Test
    void each_seed_is_a_run_of_its_own() throws Exception {
        List<RunReport> reports = run(request("seeds=3", "seed=5"));
        assertEquals(List.of(5L, 6L, 7L), reports.stream().map(report -> report.record().provenance().seed()).toList());
        assertEquals(3, reports.stream().map(RunReport::folder).distinct().count());
        assertEquals(3, reports.stream().map(report -> report.record().results()).distinct().count());
    }

    @Test
    void each_fold_of_each_seed_is_a_run_of_its_own_that_can_be_asked_for_alone() throws Exception {
        Path table = home.resolve("points.csv");
        StringBuilder rows = new StringBuilder("x,y\n");
        IntStream.range(0, 9).forEach(i -> rows.append(i).append(',').append(2 * i).append('\n'));
        Files.writeString(table, rows);
        Path file = Files.writeString(home.resolve("points.yaml"), """
                experiment: points
                data: {use: {csv: {file: points.csv, target: y, task: regression}}, folds: 3, validation: 0, batch: 3}
                model: [{dense: {units: 1}}]
                loss: mean-squared-error
                optimizer: {sgd: {learningRate: 0.1}}
                train: {epochs: 1}
                """);
        RunRequest request = new RunRequest(file.toString(), List.of("seeds=2", "data.batch=6"), Optional.empty(),
                Optional.empty(), OptionalLong.empty(), OptionalInt.of(1), OptionalLong.empty(),
                Optional.of(home.resolve("out")), false);
        List<RunReport> reports = run(request);
        assertEquals(List.of("seed-1-fold-1", "seed-1-fold-2", "seed-1-fold-3", "seed-2-fold-1", "seed-2-fold-2",
                "seed-2-fold-3"), reports.stream().map(report -> report.folder().getFileName().toString()).toList());
        assertTrue(reports.stream().allMatch(report -> report.record().steps() == 1), "six of nine in one batch");
        // the mean of all tested means is that of all: each example is tested once
        Path second = reports.get(1).folder();
        assertTrue(Files.readString(second.resolve("experiment.yaml")).contains("fold: 2"));
        double[] means = reports.stream().limit(3).mapToDouble(report -> {
            try {
                return FitFile.read(report.folder().resolve("fit.json")).column("x").number("mean");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).toArray();
        // each x is left out of one of three means of six, so that their sum is 2 · 36 / 6
        assertEquals(12, Arrays.stream(means).sum(), 1e-12);
        assertTrue(Arrays.stream(means).distinct().count() > 1, "each fold has means of its own");
        RunReport alone = run(new RunRequest(second.resolve("experiment.yaml").toString(), List.of(),
                Optional.of(home), Optional.empty(), OptionalLong.empty(), OptionalInt.of(1), OptionalLong.empty(),
                Optional.of(home.resolve("alone")), false)).getFirst();
        assertEquals(reports.get(1).record().results(), alone.record().results());
        assertEquals(Files.readString(second.resolve("fit.json")),
                Files.readString(alone.folder().resolve("fit.json")));
    }

    @Test
    void every_mistake_is_told_at_once() throws Exception {
        WorkbenchException failure = refused("model.0.dense.unit=3", "loss=mean-squared-eror");
        assertEquals(WorkbenchException.Kind.WRONG_REQUEST, failure.kind());
        assertTrue(failure.getMessage().contains("`units`") && failure.getMessage().contains("`mean-squared-error`"),
                failure.getMessage());
    }

    @Test
    void a_shape_that_does_not_fit_is_told_with_its_layer() throws Exception {
        WorkbenchException failure = refused("model=[{dense: {units: 3}}]");
        assertEquals(WorkbenchException.Kind.WRONG_REQUEST, failure.kind());
        assertTrue(failure.getMessage().contains("f32[3,3]") && failure.getMessage().contains("f32[3,1]"),
                failure.getMessage());
    }

    @Test
    void a_tensor_beyond_all_memory_is_refused_before_it_is_made() throws Exception {
        WorkbenchException failure = refused("model=[{dense: {units: 2000000000}}, {dense: {units: 2000000000}}, "
                + "{dense: {units: 1}}]");
        assertEquals(WorkbenchException.Kind.WRONG_REQUEST, failure.kind());
        assertTrue(failure.getMessage().contains("2147483647 elements"), failure.getMessage());
    }

    @Test
    void missing_data_and_a_missing_backend_are_missing() throws Exception {
        WorkbenchException data = refused("data.use.line.fromFile=true");
        assertEquals(WorkbenchException.Kind.MISSING, data.kind());
        assertEquals("line/points is not here", data.getMessage());
        assertEquals(WorkbenchException.Kind.MISSING, refused("backend=abacus").kind());
    }

    @Test
    void a_validation_part_that_leaves_nothing_is_wrong() throws Exception {
        assertEquals(WorkbenchException.Kind.WRONG_REQUEST, refused("data.validation=10").kind());
    }

    @Test
    void a_folder_that_cannot_be_written_is_wrong_before_any_training() throws Exception {
        Path file = Files.writeString(home.resolve("file"), "");
        RunRequest into = new RunRequest("line", List.of(), Optional.empty(), Optional.empty(), OptionalLong.empty(),
                OptionalInt.empty(), OptionalLong.empty(), Optional.of(file.resolve("run")), false);
        assertEquals(WorkbenchException.Kind.WRONG_REQUEST,
                assertThrows(WorkbenchException.class, () -> run(into)).kind());
        assertEquals(List.of(), events);
    }

    @Test
    void a_folder_that_a_later_seed_finds_taken_is_told_before_the_first_trains() throws Exception {
        Path out = home.resolve("out");
        Path taken = Files.createDirectories(out.resolve("seed-2"));
        Files.writeString(taken.resolve("run.json"), "{}");
        WorkbenchException failure = assertThrows(WorkbenchException.class, () -> run(new RunRequest("line",
                List.of("seeds=3", "seed=1"), Optional.empty(), Optional.empty(), OptionalLong.empty(),
                OptionalInt.of(1), OptionalLong.empty(), Optional.of(out), false)));
        assertEquals(WorkbenchException.Kind.WRONG_REQUEST, failure.kind());
        assertEquals("the folder " + taken + " holds a run already", failure.getMessage());
        assertFalse(Files.exists(out.resolve("seed-1")));
        assertEquals(List.of(), events);
    }

    @Test
    void a_run_that_breaks_off_is_kept_with_its_reason() throws Exception {
        RunReport report = run(request("data.use.line.broken=4")).getFirst();
        assertEquals(Status.FAILED, report.record().status());
        assertTrue(report.record().reason().contains("example 4 is broken"), report.record().reason());
        RunRecord kept = RunRecord.read(report.folder().resolve("run.json"));
        assertEquals(report.record().reason(), kept.reason());
        RunEvent.Failed failed = assertInstanceOf(RunEvent.Failed.class, events.getLast());
        assertEquals(kept.reason(), failed.reason());
        assertTrue(report.cause().isPresent());
    }

    @Test
    void a_run_that_fails_keeps_what_it_reached() throws Exception {
        Runner runner = new Runner(Workshop.preparation(), new RunStore(home.resolve("runs"), Clock.systemUTC()),
                List::of, "1");
        RunReport report = runner.run(request("train.epochs=9"), Workshop.picture(), new RunListener() {
            @Override
            public void event(RunEvent event) {
                events.add(event);
            }

            @Override
            public void progress(int epoch, long step, long steps) {
                if (epoch == 3 && step == 2) {
                    throw new IllegalStateException("the third epoch breaks");
                }
            }
        }, new Cancellation()).runs().getFirst();
        assertEquals(Status.FAILED, report.record().status());
        RunRecord kept = RunRecord.read(report.folder().resolve("run.json"));
        assertEquals(2, kept.epochs());
        assertEquals(2 * 3 + 2, kept.steps(), "three steps an epoch, and two of the third");
        RunEvent.Epoch second = assertInstanceOf(RunEvent.Epoch.class, events.get(2));
        assertEquals(Map.of("train", second.train(), "validation", second.validation()), kept.results());
    }

    @Test
    void no_half_written_file_is_left_behind() throws Exception {
        try (Stream<Path> files = Files.list(run(request()).getFirst().folder())) {
            assertEquals(List.of("best.safetensors", "checkpoint.safetensors", "experiment.yaml", "metrics.jsonl",
                    "run.json", "signature.json", "summary.txt"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void a_run_leaves_a_summary_of_its_model() throws Exception {
        // a unit of n inputs: n products, n additions of them, and the addition of the bias
        assertEquals(List.of(
                "path   layer  output  parameters  flops",
                "0      dense  [5]     10          15",
                "1      dense  [1]     6           11",
                "total                 16          26"), Files.readAllLines(
                        run(request("model=[{dense: {units: 5}}, {dense: {units: 1}}]")).getFirst().folder()
                                .resolve("summary.txt")));
    }

    @Test
    void a_check_counts_and_trains_nothing() throws Exception {
        ModelReport report = new ModelCheck(Workshop.preparation()).check(
                request("model=[{dense: {units: 5}}, {dense: {units: 1}}]"), Workshop.picture());
        assertEquals(List.of(10L, 6L), report.layers().stream().map(ModelReport.LayerRow::parameters).toList());
        assertEquals(List.of("[5]", "[1]"), report.layers().stream().map(row -> row.output().toString()).toList());
        assertEquals(List.of("dense", "dense"), report.layers().stream().map(ModelReport.LayerRow::layer).toList());
        assertEquals(16, report.parameters());
        assertEquals(3, report.batch());
        // sixteen parameters and the two numbers of the mean loss, 4 bytes each; three examples of two numbers
        assertEquals((16 + 2) * 4, report.memory().variables());
        assertEquals(3 * 2 * 4, report.memory().batches());
        // products alone: forward 2·(5 + 5), weights' gradients the same, the hidden layer's 2·5
        assertTrue(report.flopsPerExample() >= 50, () -> report.flopsPerExample() + " operations");
        assertFalse(Files.exists(home.resolve("runs")));
    }
}
