package org.fascicle.workbench.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.experiment.checkpoint.Safetensors;
import org.fascicle.experiment.run.Status;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.workbench.ExportRequest;
import org.fascicle.workbench.Exported;
import org.fascicle.workbench.Predictions;
import org.fascicle.workbench.ResumeRequest;
import org.fascicle.workbench.RunReport;
import org.fascicle.workbench.RunRequest;
import org.fascicle.workbench.UseRequest;
import org.fascicle.workbench.UseRequest.Weights;
import org.fascicle.workbench.WorkbenchException;
import org.fascicle.workbench.check.ModelCheck;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights that leave a run for a file that other tools read, and come from such files. */
class WeightsTest {
    /** y = 3x - 0.5, in f32. */
    private static final String WEIGHT_AND_BIAS = "00004040" + "000000bf";
    private static final String HEADER = "{\"0.weight\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]},"
            + "\"0.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}";
    @TempDir
    private Path home;
    private Path file;

    @BeforeEach
    void name() {
        file = home.resolve("weights.safetensors");
    }

    private RunStore store() {
        return new RunStore(home.resolve("runs"), Clock.systemUTC());
    }

    private Runner runner() {
        return new Runner(Workshop.preparation(), store(), List::of, "1");
    }

    private static RunRequest request(String... changes) {
        return new RunRequest("line", Arrays.asList(changes), Optional.empty(), Optional.empty(), OptionalLong.empty(),
                OptionalInt.of(1), OptionalLong.empty(), Optional.empty(), false);
    }

    private RunReport run(String... changes) throws WorkbenchException {
        return runner().run(request(changes), Workshop.picture(), event -> { }, new Cancellation()).runs().getFirst();
    }

    private RunReport taken(String... changes) throws WorkbenchException {
        return runner().keep(file, request(changes), Workshop.picture());
    }

    private Exported export(String run, Weights weights, boolean replace) throws WorkbenchException {
        return new Exporter(Workshop.preparation(), store(), "0.1").export(
                new ExportRequest(run, weights, file, replace), Workshop.picture());
    }

    private Predictions predict(String run) throws WorkbenchException {
        return new ModelUse(Workshop.preparation(), store()).predict(UseRequest.of(run), Workshop.picture());
    }

    /** A file as the format describes it, made without ours: the length of the header, the header, the values. */
    private static byte[] bytes(String header, String values) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array());
        out.writeBytes(json);
        out.writeBytes(HexFormat.of().parseHex(values));
        return out.toByteArray();
    }

    private void write(String header, String values) throws IOException {
        Files.write(file, bytes(header, values));
    }

    private static Map<String, HostTensor> kept(RunReport report, String name) throws IOException {
        return Checkpoint.read(report.folder().resolve(name)).tensors();
    }

    private List<Path> runs() throws IOException {
        if (!Files.exists(home.resolve("runs"))) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(home.resolve("runs"))) {
            return all.toList();
        }
    }

    private WorkbenchException refused(WorkbenchException.Kind kind, String... changes) throws IOException {
        List<Path> before = runs();
        WorkbenchException failure = assertThrows(WorkbenchException.class, () -> taken(changes));
        assertEquals(kind, failure.kind(), failure.getMessage());
        assertEquals(before, runs(), "nothing is written");
        return failure;
    }

    @Test
    void an_export_holds_the_values_under_their_paths_and_says_what_it_is() throws Exception {
        RunReport report = run("train.epochs=3");
        Exported exported = export(report.record().run(), Weights.TESTED, false);
        assertEquals(new Exported(file, report.record().run(), "the weights of epoch 3", 2, 2), exported);
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[(int) content.getLong()];
        content.get(header);
        assertEquals("{\"__metadata__\":{\"format\":\"fascicle.weights 1\",\"fascicle\":\"0.1\","
                + "\"experiment\":\"line\","
                + "\"run\":\"" + report.record().run() + "\",\"epoch\":\"3\",\"weights\":\"the weights of epoch 3\"},"
                + "\"0.weight\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]},"
                + "\"0.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                new String(header, StandardCharsets.UTF_8).strip());
        Map<String, HostTensor> values = kept(report, "checkpoint.safetensors");
        assertEquals(values.get("parameter/0.weight").floats()[0], content.getFloat());
        assertEquals(values.get("parameter/0.bias").floats()[0], content.getFloat());
        assertFalse(content.hasRemaining());
    }

    @Test
    void what_is_exported_and_imported_has_the_same_bits_and_says_the_same() throws Exception {
        RunReport report = run("train.epochs=3", "optimizer.sgd.momentum=0.9");
        export(report.record().run(), Weights.TESTED, false);
        RunReport again = taken("optimizer.sgd.momentum=0.9");
        assertEquals(Status.INTERRUPTED, again.record().status());
        assertEquals(2, again.record().parameters());
        for (String key : Set.of("parameter/0.weight", "parameter/0.bias")) {
            assertArrayEquals(kept(report, "checkpoint.safetensors").get(key).floats(),
                    kept(again, "checkpoint.safetensors").get(key).floats());
        }
        Predictions told = predict(again.record().run());
        assertEquals("the weights that it began with", told.weights());
        assertEquals(predict(report.record().run()).rows(), told.rows());
        byte[] first = Files.readAllBytes(file);
        export(again.record().run(), Weights.TESTED, true);
        assertEquals(Safetensors.read(home.resolve("weights.safetensors")).tensors(), Safetensors.read(Files.write(
                home.resolve("first"), first)).tensors());
    }

    @Test
    void a_file_that_others_made_is_what_the_model_goes_by() throws Exception {
        write(HEADER, WEIGHT_AND_BIAS);
        Predictions told = predict(taken().record().run());
        for (int i = 0; i < 10; i++) {
            assertEquals(3 * i / 10.0 - 0.5, told.rows().get(i).values().getFirst(), 1e-6);
        }
    }

    @Test
    void other_floating_point_types_are_converted() throws Exception {
        // 3 as bfloat16, -0.5 as f64
        write("{\"0.bias\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                + "\"0.weight\":{\"dtype\":\"BF16\",\"shape\":[1,1],\"data_offsets\":[8,10]}}",
                "000000000000e0bf" + "4040");
        assertEquals(2.5 - 3 * 0.1, predict(taken().record().run()).rows().get(9).values().getFirst(), 1e-6);
    }

    @Test
    void training_begins_with_the_weights_and_resumes_as_if_it_had_not_been_broken_off() throws Exception {
        write(HEADER, WEIGHT_AND_BIAS);
        // one step on all eight examples: w - rate · mean(2·(w·x + b - y)·x)
        String[] oneStep = {"train.epochs=1", "data.batch=8", "data.validation=2", "train.initialWeights=" + file};
        RunReport report = run(oneStep);
        List<Double> x = new ArrayList<>();
        Parts parts = Parts.of(new Line(10, 2, 1).open(files -> List.of(), 1), Workshop.preparation().prepare(request(
                oneStep), Workshop.picture()).experiment().data(), 1);
        int[] all = {0, 1, 2, 3, 4, 5, 6, 7};
        org.fascicle.data.Batch batch = org.fascicle.data.Batch.of(8, parts.train().features());
        batch.fill(parts.train(), all, 0);
        for (int i = 0; i < 8; i++) {
            x.add(batch.tensor("x").get(i));
        }
        double slope = x.stream().mapToDouble(at -> 2 * (3 * at - 0.5 - (2 * at + 1)) * at).average().orElseThrow();
        double offset = x.stream().mapToDouble(at -> 2 * (3 * at - 0.5 - (2 * at + 1))).average().orElseThrow();
        assertEquals(3 - 0.1 * slope, kept(report, "checkpoint.safetensors").get("parameter/0.weight").get(0), 1e-6);
        assertEquals(-0.5 - 0.1 * offset, kept(report, "checkpoint.safetensors").get("parameter/0.bias").get(0), 1e-6);

        RunReport unbroken = run("train.epochs=4", "train.initialWeights=" + file);
        RunReport imported = taken("train.epochs=4");
        Files.delete(file);
        RunReport resumed = new Resumer(Workshop.preparation(), store(), List::of).resume(
                ResumeRequest.of(imported.record().run()), Workshop.picture(), event -> { }, new Cancellation());
        assertEquals(Status.DONE, resumed.record().status());
        assertEquals(unbroken.record().results(), resumed.record().results());
        assertEquals(kept(unbroken, "checkpoint.safetensors"), kept(resumed, "checkpoint.safetensors"));
    }

    @Test
    void a_run_that_lost_the_weights_it_began_with_does_not_go_on_with_others() throws Exception {
        write(HEADER, WEIGHT_AND_BIAS);
        RunReport report = taken();
        Files.delete(report.folder().resolve("checkpoint.safetensors"));
        WorkbenchException failure = assertThrows(WorkbenchException.class, () -> new Resumer(Workshop.preparation(),
                store(), List::of).resume(ResumeRequest.of(report.record().run()), Workshop.picture(), event -> { },
                new Cancellation()));
        assertEquals(WorkbenchException.Kind.MISSING, failure.kind());
        assertTrue(failure.getMessage().contains("began with the weights of " + file), failure.getMessage());
    }

    @Test
    void an_average_and_the_best_epoch_are_exported_as_they_are_tested() throws Exception {
        RunReport report = run("train.epochs=9", "train.earlyStopping.patience=2", "optimizer.sgd.learningRate=1.3",
                "train.average=0.5");
        String name = report.record().run();
        Exported tested = export(name, Weights.TESTED, false);
        assertTrue(tested.weights().startsWith("the average of the weights of epoch "), tested.weights());
        assertEquals(kept(report, "best.safetensors").get("slot/0.weight/movingAverage"),
                Safetensors.read(file).tensors().get("0.weight"));
        RunReport again = taken("train.earlyStopping.patience=2", "train.average=0.5");
        assertEquals(predict(name).rows(), predict(again.record().run()).rows());
        export(name, Weights.LAST, true);
        assertEquals(kept(report, "checkpoint.safetensors").get("slot/0.weight/movingAverage"),
                Safetensors.read(file).tensors().get("0.weight"));
    }

    @Test
    void a_checkpoint_of_a_run_is_a_file_of_weights_too() throws Exception {
        RunReport report = run("train.epochs=3");
        file = report.folder().resolve("checkpoint.safetensors");
        assertEquals(predict(report.record().run()).rows(), predict(taken().record().run()).rows());
    }

    @Test
    void everything_in_which_the_weights_are_not_the_models_is_told_at_once() throws Exception {
        write("{\"0.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
                + "\"0.biass\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]},"
                + "\"1.weight\":{\"dtype\":\"I32\",\"shape\":[3],\"data_offsets\":[12,24]}}", "00".repeat(24));
        WorkbenchException failure = refused(WorkbenchException.Kind.WRONG_REQUEST);
        assertEquals(file + " holds other weights than the model has:\n"
                + "  0.weight is f32[1,2] there, and the model's is f32[1,1]\n"
                + "  0.bias f32[1] is missing; is it `0.biass`?\n"
                + "  0.biass f32[1] has no place in the model\n"
                + "  1.weight i32[3] has no place in the model", failure.getMessage());
        assertTrue(failure.hint().contains("fascicle check"), failure.hint());
        assertEquals(failure.getMessage(), assertThrows(WorkbenchException.class, () ->
                run("train.initialWeights=" + file)).getMessage());
        assertEquals(failure.getMessage(), assertThrows(WorkbenchException.class, () -> new ModelCheck(
                Workshop.preparation()).check(request("train.initialWeights=" + file), Workshop.picture()))
                .getMessage());
        write("{\"0.weight\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
                + "\"0.bias\":{\"dtype\":\"I32\",\"shape\":[2],\"data_offsets\":[8,16]},"
                + "\"1.weight\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[16,24]},"
                + "\"1.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[24,28]}}", "00".repeat(28));
        assertEquals(file + " holds other weights than the model has:\n"
                + "  0.weight is f32[2,1] there, and the model's is f32[1,2]; transpose it: weights lie as [in, out] "
                + "here\n  0.bias is i32[2] there, and weights are floating-point numbers",
                refused(WorkbenchException.Kind.WRONG_REQUEST, "model=[{dense: {units: 2}}, {dense: {units: 1}}]")
                        .getMessage());
    }

    @Test
    void numbers_that_are_not_finite_are_refused_with_their_place() throws Exception {
        write(HEADER, "0000c07f" + "000080ff");
        assertEquals(file + " holds other weights than the model has:\n"
                + "  0.weight holds NaN as its element 0, which is no finite f32\n"
                + "  0.bias holds -Infinity as its element 0, which is no finite f32",
                refused(WorkbenchException.Kind.WRONG_REQUEST).getMessage());
        // 1e300 is an f64 and no f32
        write("{\"0.bias\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                + "\"0.weight\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[8,12]}}",
                "9c7500883ce4377e" + "00004040");
        assertTrue(refused(WorkbenchException.Kind.WRONG_REQUEST).getMessage()
                .endsWith("0.bias holds 1.0E300 as its element 0, which is no finite f32"));
    }

    @Test
    void a_file_that_is_damaged_or_not_there_is_told_with_what_to_do() throws Exception {
        WorkbenchException absent = refused(WorkbenchException.Kind.MISSING);
        assertEquals("there is no file " + file + " to take weights from", absent.getMessage());
        assertEquals("\"fascicle export RUN FILE\" writes those of a run", absent.hint());
        byte[] whole = bytes(HEADER, WEIGHT_AND_BIAS);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            WorkbenchException failure = refused(WorkbenchException.Kind.WRONG_REQUEST);
            assertTrue(failure.getMessage().startsWith(file + " is ") && failure.getMessage().endsWith(
                    "; fetch or make the file again"), failure.getMessage());
        }
        byte[] far = whole.clone();
        far[2] = 1;
        Files.write(file, far);
        assertTrue(refused(WorkbenchException.Kind.WRONG_REQUEST).getMessage().contains("its header takes 65"));
        write(HEADER.replace("0.bias", "0.weight"), WEIGHT_AND_BIAS);
        assertTrue(refused(WorkbenchException.Kind.WRONG_REQUEST).getMessage().contains("Duplicate field '0.weight'"));
        write(HEADER.replace("[4,8]", "[0,4]"), WEIGHT_AND_BIAS);
        assertTrue(refused(WorkbenchException.Kind.WRONG_REQUEST).getMessage().contains("the tensor 0.bias begins at"
                + " byte 0 of the values, where the one before ends at 4"));
    }

    @Test
    void nothing_is_written_over_unless_that_is_asked_for() throws Exception {
        String run = run().record().run();
        Files.writeString(file, "mine");
        WorkbenchException failure = assertThrows(WorkbenchException.class, () -> export(run, Weights.TESTED, false));
        assertEquals(WorkbenchException.Kind.WRONG_REQUEST, failure.kind());
        assertEquals("the file " + file + " exists", failure.getMessage());
        assertTrue(failure.hint().contains("--force"));
        assertEquals("mine", Files.readString(file));
        export(run, Weights.TESTED, true);
        assertEquals(2, Safetensors.read(file).tensors().size());
        file = home.resolve("runs");
        assertTrue(assertThrows(WorkbenchException.class, () -> export(run, Weights.TESTED, true)).getMessage()
                .endsWith("is a folder"));
        file = home.resolve("no/such/weights.safetensors");
        assertTrue(assertThrows(WorkbenchException.class, () -> export(run, Weights.TESTED, true)).getMessage()
                .startsWith("there is no folder " + file.getParent()));
    }

    @Test
    void several_runs_are_not_made_of_one_file() throws Exception {
        write(HEADER, WEIGHT_AND_BIAS);
        Map<List<String>, String> remedies = Map.of(List.of("data.folds=3"), "ask for one, with --set data.fold=1",
                List.of("seeds=3"), "ask for one, with --set seeds=1", List.of("seeds=3", "data.folds=2"),
                "ask for one, with --set seeds=1 --set data.fold=1");
        for (Map.Entry<List<String>, String> remedy : remedies.entrySet()) {
            WorkbenchException refused = refused(WorkbenchException.Kind.WRONG_REQUEST,
                    remedy.getKey().toArray(String[]::new));
            assertTrue(refused.getMessage().endsWith("runs, and a file of weights makes one"), refused.getMessage());
            assertEquals(remedy.getValue(), refused.hint());
        }
        assertEquals(1, taken("seeds=3", "seeds=1").record().provenance().seed());
    }

    @Test
    void a_checkpoint_that_is_cut_short_or_of_another_run_or_model_is_told_for_each_use() throws Exception {
        RunReport report = run("train.epochs=3");
        String name = report.record().run();
        Path checkpoint = report.folder().resolve("checkpoint.safetensors");
        byte[] whole = Files.readAllBytes(checkpoint);

        Files.write(checkpoint, Arrays.copyOf(whole, whole.length - 3));
        for (WorkbenchException failure : uses(name)) {
            assertEquals(WorkbenchException.Kind.FAILED, failure.kind());
            assertTrue(failure.getMessage().startsWith("the run " + name + " cannot be used: " + checkpoint
                    + " is cut off"), failure.getMessage());
            assertTrue(failure.hint().contains("--weights best"), failure.hint());
        }

        Files.write(checkpoint, whole);
        Checkpoint own = Checkpoint.read(checkpoint);
        new Checkpoint("circle-1", 7, 3, 9, 0, own.tensors()).write(checkpoint);
        for (WorkbenchException failure : uses(name)) {
            assertEquals(WorkbenchException.Kind.WRONG_REQUEST, failure.kind());
            assertEquals(checkpoint + " is of the run circle-1 with the seed 7, not of " + name + " with the seed 1",
                    failure.getMessage());
        }

        new Checkpoint(own.run(), own.seed(), 3, 9, 0, Map.of("parameter/0.weight", HostTensor.of(Shape.of(1, 4),
                new float[4]), "parameter/0.bias", HostTensor.of(Shape.of(4), new float[4]))).write(checkpoint);
        for (WorkbenchException failure : uses(name)) {
            assertEquals(checkpoint + " is of another model: it has 8 parameters in 2 tensors, and the run " + name
                    + " has 2", failure.getMessage());
        }

        new Checkpoint(own.run(), own.seed(), 3, 9, 0, Map.of("parameter/0.weight", HostTensor.of(Shape.of(1), 1f),
                "parameter/1.bias", HostTensor.of(Shape.of(1), 1f))).write(checkpoint);
        WorkbenchException failure = assertThrows(WorkbenchException.class, () -> predict(name));
        assertEquals("the checkpoint of the run " + name + " does not fit its experiment.yaml: these values are of "
                + "another model:\n  parameter/0.weight is f32[1,1] here and f32[1] there\n"
                + "  parameter/0.bias f32[1] is missing\n  parameter/1.bias f32[1] has no place here",
                failure.getMessage());
        assertTrue(failure.hint().contains("fascicle run " + report.folder().resolve("experiment.yaml")));
    }

    private List<WorkbenchException> uses(String run) {
        return List.of(assertThrows(WorkbenchException.class, () -> predict(run)),
                assertThrows(WorkbenchException.class, () -> new ModelUse(Workshop.preparation(), store())
                        .evaluate(UseRequest.of(run), Workshop.picture())),
                assertThrows(WorkbenchException.class, () -> export(run, Weights.TESTED, true)));
    }
}
