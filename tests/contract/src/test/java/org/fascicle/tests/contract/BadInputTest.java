package org.fascicle.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.fascicle.tests.support.Outcome;
import org.fascicle.tests.support.Workbench;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands say of requests that cannot be met: what, where, what to do; and nothing is begun. */
final class BadInputTest {
    private static final int FAILED = 1;
    private static final int WRONG = 2;
    private static final int MISSING = 3;
    private static final String GOOD = """
            experiment: trial
            data: {use: spirals, validation: 0, batch: 50}
            model:
              - dense: {units: 16, activation: relu}
              - dense: {units: 2}
            loss: cross-entropy
            optimizer: {adam: {learningRate: 0.01}}
            train: {epochs: 1}
            """;
    @TempDir
    private static Path home;
    private static Workbench workbench;

    @BeforeAll
    static void start() {
        workbench = Workbench.start(home);
    }

    @AfterAll
    static void stop() {
        workbench.close();
    }

    private static Path file(String text) {
        try {
            return Files.writeString(home.resolve("trial.yaml"), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What both commands say of a file: the same, with the same exit code, and no run is left behind. */
    private static String refusal(int code, Path file, String... options) {
        String[] arguments = Stream.concat(Stream.of("check", file.toString()), Stream.of(options))
                .toArray(String[]::new);
        Outcome check = Assertions.assertTimeoutPreemptively(Duration.ofMinutes(1), () -> workbench.run(arguments));
        assertEquals(code, check.exitCode(), check.err() + check.out());
        arguments[0] = "run";
        Outcome run = workbench.run(arguments);
        assertEquals(code, run.exitCode(), run.err() + run.out());
        assertEquals(check.err(), run.err());
        assertEquals("", run.out());
        assertFalse(run.err().contains("\tat "), "a stack trace is for --debug: " + run.err());
        assertEquals(List.of(), workbench.run("runs", "--json").json(), "a request that is refused leaves no run");
        return run.err();
    }

    private static String refusal(String text, String... options) {
        return refusal(WRONG, file(text), options);
    }

    private static void assertTold(String told, String... parts) {
        for (String part : parts) {
            assertTrue(told.contains(part), () -> "\"" + part + "\" is not in: " + told);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "dense: {units: 2}|danse: {units: 2}|yaml:5:5: model.1|`danse`|`dense`, of the bundle org.fascicle.layers",
        "cross-entropy|cross-entropi|yaml:6:7: loss|`cross-entropi`|`cross-entropy`, of the bundle org.fascicle",
        "use: spirals|use: spiral|trial.yaml:2:13: data.use|`spiral`|`spirals`, of the bundle org.fascicle.datasets",
        "relu|rellu|activation|`rellu`|`relu`, of the bundle org.fascicle.activations",
        "adam|adamm|optimizer|`adamm`|`adam`, of the bundle org.fascicle.optimizers",
        "learningRate|learningrate|yaml:7:20: optimizer.adam.learningrate|one of learningRate|"
            + "did you mean `learningRate`",
        "units: 16|unit: 16|model.0.dense|`unit`|did you mean `units`?",
        "units: 16|units: many|trial.yaml:4:20: model.0.dense.units|a whole number, at least 1|`many`",
        "units: 16|units: 1.5|model.0.dense.units|a whole number, at least 1|`1.5`",
        "units: 16|units: 0|model.0.dense.units|a whole number, at least 1|`0`",
        "epochs: 1|epochs: -1|trial.yaml:8:17: train.epochs|a whole number, at least 1|`-1`",
        "units: 16|units: 2147483647|trial.yaml|more than 2147483647 elements|make the layers or data.batch smaller",
    })
    void one_wrong_word_is_told_with_its_place_and_what_was_meant(String right, String wrong, String place, String what,
            String meant) {
        assertTold(refusal(GOOD.replace(right, wrong)), place, what, meant);
    }

    @Test
    void a_shape_that_does_not_fit_is_told_with_its_layer_both_shapes_and_what_to_change() {
        String told = refusal(GOOD.replace("dense: {units: 2}", "residual: {layers: [{dense: {units: 3}}]}"));
        assertTold(told, "trial.yaml:5:5: model.1.residual", "f32[50,16]", "f32[50,3]",
                "let its last layer give [16]");
    }

    @Test
    void an_output_that_the_loss_cannot_compare_is_told_with_both_shapes() {
        assertTold(refusal(GOOD.replace("units: 2", "units: 1")), "trial.yaml:4:3: model", "f32[50,1]", "i32[50]",
                "let the last layer give 2 units");
    }

    @Test
    void two_mistakes_of_one_file_are_both_told() {
        String told = refusal(GOOD.replace("units: 16", "units: many").replace("cross-entropy", "hinge"));
        assertTold(told, "has 2 mistakes", "trial.yaml:4:20: model.0.dense.units", "trial.yaml:6:7: loss", "`hinge`");
    }

    @Test
    void mistakes_of_the_file_and_of_the_command_line_are_told_together() {
        String told = refusal(GOOD.replace("units: 16", "units: many"), "--set", "data.batch=0", "--set", "nonsense");
        assertTold(told, "has 3 mistakes", "model.0.dense.units", "--set data.batch=0: data.batch", "--set nonsense");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"''|an empty file", "# nothing|an empty file",
        "'experiment: a\nmodel: [dense, {\n'|text that is not YAML", "hello|expected a mapping with experiment",
        "'{\"experiment\": 1,'|text that is not YAML"})
    void a_file_without_an_experiment_is_told(String text, String told) {
        assertTold(refusal(text), "trial.yaml", told);
    }

    @Test
    void bytes_that_are_no_text_are_told() throws IOException {
        byte[] picture = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0, 16};
        Path file = Files.write(home.resolve("picture.yaml"), picture);
        assertTold(refusal(WRONG, file), "picture.yaml", "UTF-8");
    }

    @Test
    void a_file_that_is_far_too_long_is_not_read() throws IOException {
        Path file = Files.write(home.resolve("long.yaml"), "a: b\n".repeat(2_000_000).getBytes(StandardCharsets.UTF_8));
        assertTold(refusal(WRONG, file), "long.yaml", "10000000");
    }

    @Test
    void a_yaml_bomb_is_refused_at_once() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
        }
        assertTold(refusal(bomb.toString()), "trial.yaml", "found more than 50 aliases");
        assertTold(refusal("a: " + "[".repeat(100_000)), "trial.yaml", "nested deeper than 50");
        assertTold(refusal("a: !!java.net.URL [x]"), "trial.yaml", "without a tag");
        assertTold(refusal("a: &a [*a]"), "trial.yaml", "alias of what contains it");
        String ones = String.join(",", Collections.nCopies(200_000, "1"));
        assertTold(refusal("a: [" + ones + "]"), "trial.yaml", "expected");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "run spiral|there is no experiment \"spiral\"|did you mean \"spirals\"?",
        "check no/such/file.yaml|no/such/file.yaml|experiment",
        "run spirals --sed 1|'--sed'|--seed",
        "run spirals --seed one|'--seed'|'one'",
        "run spirals --threads 0|--threads 0|at least 1",
        "run spirals --memory lots|--memory|512m",
        "run spirals --set train.epoch=1|--set train.epoch=1: train.epoch|did you mean `epochs`?",
        "run|FILE-or-NAME|run --help",
        "lisst|lisst|list",
        "list layrs|there is no kind \"layrs\"|did you mean \"layers\"?",
        "describe layr dense|there is no kind \"layr\"|did you mean \"layer\"?",
        "describe layer danse|there is no layer \"danse\"|did you mean \"dense\"?",
        "show spirals-1|there is no run \"spirals-1\"|fascicle runs",
    })
    void a_command_that_cannot_be_understood_exits_with_2(String command, String what, String meant) {
        Outcome outcome = workbench.run(command.split(" "));
        assertEquals(WRONG, outcome.exitCode(), outcome.err());
        assertEquals("", outcome.out());
        assertTold(outcome.err(), what, meant);
    }

    @Test
    void without_a_command_all_of_them_are_shown() {
        Outcome outcome = workbench.run();
        assertEquals(WRONG, outcome.exitCode());
        for (String command : List.of("run", "check", "list", "describe", "doctor", "runs", "show", "shell")) {
            assertTold(outcome.err(), command);
            Outcome help = workbench.run(command, "--help");
            assertEquals(0, help.exitCode(), help.err());
            assertTold(help.out(), "Usage: fascicle " + command);
        }
    }

    @Test
    void a_backend_that_is_not_there_is_missing_and_all_that_are_there_are_told() {
        Outcome outcome = workbench.run("run", "spirals", "--backend", "cqu");
        assertEquals(MISSING, outcome.exitCode());
        assertTold(outcome.err(), "there is no backend \"cqu\"", "did you mean");
        workbench.run("list", "backends", "--json").json().forEach(backend ->
                assertTold(outcome.err(), backend.getString("name") + " ("));
    }

    @Test
    void a_folder_that_cannot_be_written_is_told_before_training() throws IOException {
        Path obstacle = Files.writeString(home.resolve("obstacle"), "a file where a folder should be");
        Outcome outcome = workbench.run("run", "spirals", "--out", obstacle.resolve("run").toString());
        assertEquals(WRONG, outcome.exitCode());
        assertTold(outcome.err(), obstacle.resolve("run") + " cannot be written", "--out");
        assertEquals("", outcome.out());
        assertEquals("a file where a folder should be", Files.readString(obstacle));
    }

    @Test
    void a_folder_that_holds_a_run_is_not_written_over(@TempDir Path folder) throws IOException {
        String[] command = {"run", "xor-mlp", "--set", "train.epochs=1", "--out", folder.resolve("run").toString()};
        assertEquals(0, workbench.run(command).exitCode());
        String record = Files.readString(folder.resolve("run/run.json"));
        Outcome again = workbench.run(command);
        assertEquals(WRONG, again.exitCode());
        assertTold(again.err(), "holds a run already", "--out");
        assertEquals(record, Files.readString(folder.resolve("run/run.json")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run no-such-experiment", "run spirals --backend no-such-backend"})
    void with_json_a_refusal_is_an_event_of_a_run_as_well(String command) {
        Outcome outcome = workbench.run((command + " --json").split(" "));
        assertEquals(1, outcome.json().size(), outcome.out());
        JsonObject failed = outcome.json().getFirst();
        assertEquals("run.failed", failed.getString("event"));
        assertTold(failed.getString("reason"), "no-such-");
        assertFalse(failed.getString("hint").isEmpty());
    }

    @Test
    void with_json_a_wrong_option_is_told_as_json_too() {
        Outcome outcome = workbench.run("run", "spirals", "--no-such-option", "--json");
        assertEquals(WRONG, outcome.exitCode());
        assertEquals(1, outcome.json().size(), outcome.out());
        assertTold(outcome.out(), "--no-such-option");
    }

    @Test
    void a_class_without_an_output_is_refused_before_the_first_step(@TempDir Path folder) {
        Path file = file(GOOD.replace("use: spirals", "use: {spirals: {arms: 4}}").replace("units: 2", "units: 3"));
        Outcome outcome = workbench.run("run", file.toString(), "--json", "--out", folder.resolve("run").toString());
        assertEquals(WRONG, outcome.exitCode(), outcome.out());
        assertTold(outcome.json().getLast().getString("reason"),
                "expected an output for each of the 4 classes of the data", "let the last layer give 4 units");
        assertFalse(Files.exists(folder.resolve("run")), "nothing was begun");
    }

    @Test
    void a_loss_that_is_no_number_ends_the_run_with_what_to_do(@TempDir Path folder) throws IOException {
        Path file = file(GOOD.replace("learningRate: 0.01", "learningRate: 1.0e+30").replace("epochs: 1", "epochs: 5"));
        Outcome outcome = workbench.run("run", file.toString(), "--json", "--out", folder.resolve("run").toString());
        assertEquals(FAILED, outcome.exitCode(), outcome.out());
        JsonObject failed = outcome.json().getLast();
        assertEquals("run.failed", failed.getString("event"));
        assertTold(failed.getString("hint"), "learning rate");
        assertTold(Files.readString(folder.resolve("run/run.json")), "\"failed\"");
    }
}
