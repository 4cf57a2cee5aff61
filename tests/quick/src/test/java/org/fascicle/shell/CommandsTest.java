package org.fascicle.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.fascicle.experiment.run.Status;
import org.fascicle.workbench.ExportRequest;
import org.fascicle.workbench.ModelReport;
import org.fascicle.workbench.ResumeRequest;
import org.fascicle.workbench.RunRequest;
import org.fascicle.workbench.UseRequest;
import org.fascicle.workbench.WorkbenchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as people and programs meet them, without a framework. */
class CommandsTest {
    private final FakeWorkbench workbench = new FakeWorkbench();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return on(0, arguments);
    }

    private int on(int columns, String... arguments) {
        out.reset();
        err.reset();
        List<String> words = Arrays.asList(arguments);
        return new Commands().execute(words, new Desk(workbench, new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), () -> columns, words.contains("--debug")));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Standard output, each line of which must be one JSON object. */
    private List<JsonNode> objects() throws Exception {
        List<JsonNode> objects = new ArrayList<>();
        for (String line : out().lines().toList()) {
            JsonNode object = new JsonMapper().readTree(line);
            assertTrue(object.isObject(), line);
            objects.add(object);
        }
        return objects;
    }

    @Test
    void a_dry_run_shows_what_a_check_shows_and_trains_nothing() {
        assertEquals(0, run("run", "digits", "--dry-run"));
        String shown = out();
        assertEquals(List.of("digits"), workbench.dry.stream().map(RunRequest::experiment).toList());
        assertFalse(shown.contains("epoch"), shown);
        assertEquals(0, run("check", "digits"));
        assertEquals(out(), shown);
        workbench.memory = new ModelReport.Memory(900, 90, 11, 1000);
        assertEquals(2, run("run", "digits", "--dry-run"));
        assertTrue(err().contains("it needs more memory than there is"), err());
    }

    @Test
    void weights_go_to_a_file_and_come_from_one() throws Exception {
        assertEquals(0, run("export", "iris-1", "iris.safetensors"));
        assertEquals("the weights of epoch 7 of iris-1 are in iris.safetensors: 4 tensors, 1,234,567 values\n", out());
        assertEquals(2, run("export", "iris-1"));
        assertEquals(0, run("export", "iris-1", "iris.safetensors", "--weights", "best", "--force", "--json"));
        assertEquals(1234567, objects().getFirst().get("values").asLong());
        Path file = Path.of("iris.safetensors");
        assertEquals(List.of(new ExportRequest("iris-1", UseRequest.Weights.TESTED, file, false),
                new ExportRequest("iris-1", UseRequest.Weights.BEST, file, true)), workbench.exports);
        assertEquals(0, run("import", "iris", "iris.safetensors", "--set", "train.epochs=3", "--out", "taken"));
        assertEquals("line: 1,234,567 parameters from iris.safetensors\nkept in /runs/line-1\n", out());
        assertEquals(List.of(file), workbench.imports);
        RunRequest request = workbench.requests.getLast();
        assertEquals("iris", request.experiment());
        assertEquals(List.of("train.epochs=3"), request.changes());
        assertEquals(Optional.of(Path.of("taken")), request.out());
        workbench.statuses.set(0, Status.FAILED);
        assertEquals(1, run("import", "iris", "iris.safetensors"));
        assertTrue(err().contains("it broke") && err().contains("mend it"), err());
    }

    @Test
    void several_seeds_are_for_commands_that_make_several_runs() {
        for (List<String> command : List.of(List.of("import", "iris", "iris.safetensors"),
                List.of("find-rate", "iris"))) {
            List<String> words = new ArrayList<>(command);
            words.addAll(List.of("--seeds", "3"));
            assertEquals(2, run(words.toArray(String[]::new)));
            assertTrue(err().contains("--seeds"), err());
            assertEquals(0, run(command.getFirst(), "--help"));
            assertFalse(out().contains("--seeds"), out());
        }
        assertEquals(0, run("check", "iris", "--seeds", "3"));
        assertEquals(List.of(), workbench.imports);
    }

    @Test
    void runs_are_compared_by_the_first_figure_that_all_of_them_have() {
        workbench.done.put("one", new TreeMap<>(Map.of("accuracy", 0.5, "loss", 1.0, "recall", 0.25)));
        workbench.done.put("other", new TreeMap<>(Map.of("loss", 1.5, "recall", 0.75)));
        assertEquals(0, run("compare", "one", "other"));
        assertEquals(List.of("test.recall over 1 pair of equal seed and fold", "one: 0.2500", "other: 0.7500",
                "difference: 0.5000"), out().lines().limit(4).toList());
        assertEquals(0, run("compare", "one", "other", "--metric", "loss"));
        assertTrue(out().contains("difference: 0.5000"), out());
    }

    @Test
    void a_figure_that_one_of_two_runs_lacks_is_not_compared() {
        workbench.done.put("one", Map.of("accuracy", 0.5));
        workbench.done.put("other", Map.of("loss", 1.5));
        assertEquals(2, run("compare", "one", "other", "--metric", "accuracy"));
        assertEquals(List.of("fascicle: no figure \"accuracy\" is known of all these runs",
                "they have none in common; \"fascicle show\" tells those of each"), err().lines().toList());
        workbench.done.put("other", Map.of("accuracy", 1.5));
        assertEquals(2, run("compare", "one", "other", "--metric", "acuracy"));
        assertTrue(err().contains("did you mean \"test.accuracy\"?"), err());
    }

    @Test
    void a_home_without_runs_says_so() {
        workbench.empty = true;
        assertEquals(0, run("runs"));
        assertEquals("", out());
        assertTrue(err().contains("no runs are kept in the home folder yet") && err().contains("--out"), err());
        assertEquals(0, run("runs", "--json"));
        assertEquals("", out() + err());
    }

    @Test
    void predictions_are_a_table_that_other_programs_read() throws Exception {
        assertEquals(0, run("predict", "iris-1", "flowers.csv", "--weights", "best", "--csv"));
        assertTrue(err().contains("note: the column `id` is not read"), err());
        assertEquals(List.of("example,target,prediction,a,\"b, \"\"c\"\"\"", "1,a,a,0.750000,0.250000",
                "2,a,\"b, \"\"c\"\"\",0.125000,0.875000"), out().lines().toList());
        UseRequest request = workbench.uses.getFirst();
        assertEquals("iris-1", request.run());
        assertEquals(Optional.of(Path.of("flowers.csv")), request.file());
        assertEquals(UseRequest.Weights.BEST, request.weights());
        assertEquals(0, run("predict", "iris-1", "--part", "train", "--json"));
        assertEquals(0.875, objects().getLast().get("probabilities").get("b, \"c\"").asDouble());
        assertEquals(Optional.of("train"), workbench.uses.getLast().part());
        assertEquals(2, run("predict", "iris-1", "flowers.csv", "--part", "train"));
        assertTrue(err().contains("give one of them"), err());
    }

    @Test
    void a_new_experiment_is_written_once_and_never_over_another(@TempDir Path folder) throws Exception {
        String file = folder.resolve("flats.yaml").toString();
        assertEquals(0, run("new", "experiment", "flats", "--from", "flats.csv", "--target", "rent", "--out", file));
        assertEquals("experiment: flats\n", Files.readString(Path.of(file)));
        assertEquals(List.of("3 rows, 2 columns", "written to " + file + "; \"fascicle run " + file + "\" trains it"),
                out().lines().toList());
        assertEquals(Optional.of("rent"), workbench.drafts.getFirst().target());
        assertEquals(Path.of("flats.csv").toAbsolutePath(), workbench.drafts.getFirst().file());
        assertEquals(2, run("new", "experiment", "other", "--from", "flats.csv", "--out", file));
        assertTrue(err().contains("there is a file " + file + " already"), err());
        assertEquals("experiment: flats\n", Files.readString(Path.of(file)));
        assertEquals(2, run("new", "layer", "other", "--from", "flats.csv"));
    }

    @Test
    void predictions_are_a_table_that_people_read() {
        assertEquals(0, run("predict", "iris-1", "flowers.csv"));
        assertEquals(List.of("example  target  prediction  a       b, \"c\"",
                "1        a       a           0.7500  0.2500",
                "2        a       b, \"c\"      0.1250  0.8750"), out().lines().toList());
    }

    @Test
    void an_evaluation_tells_what_of_and_on_what() throws Exception {
        assertEquals(0, run("evaluate", "iris-1"));
        assertEquals("iris-1, the weights of epoch 7, on the test examples (30): accuracy 0.5000", out().strip());
        assertEquals(0, run("evaluate", "iris-1", "--json"));
        assertEquals(0.5, objects().getFirst().get("figures").get("accuracy").asDouble());
    }

    @Test
    void every_option_of_run_reaches_the_workbench() {
        assertEquals(0, run("run", "digits", "--set", "a=1", "--set", "b={c: 2}", "--data", "/d", "--backend", "plain",
                "--seed", "-7", "--threads", "3", "--memory", "2g", "--out", "/o", "--profile"));
        RunRequest request = workbench.requests.getFirst();
        assertEquals("digits", request.experiment());
        assertEquals(List.of("a=1", "b={c: 2}"), request.changes());
        assertEquals(Optional.of(Path.of("/d")), request.data());
        assertEquals(Optional.of("plain"), request.backend());
        assertEquals(-7, request.seed().getAsLong());
        assertEquals(3, request.threads().getAsInt());
        assertEquals(2L << 30, request.memory().getAsLong());
        assertEquals(Optional.of(Path.of("/o")), request.out());
        assertTrue(request.profile());
    }

    @Test
    void what_is_not_given_is_left_open() {
        assertEquals(0, run("run", "digits"));
        assertEquals(RunRequest.of("digits"), workbench.requests.getFirst());
    }

    @Test
    void every_option_of_resume_reaches_the_workbench() {
        assertEquals(0, run("resume", "digits-1", "--epochs", "9", "--data", "/d", "--backend", "plain", "--threads",
                "3", "--memory", "2g", "--profile"));
        assertEquals(new ResumeRequest("digits-1", OptionalInt.of(9), Optional.of(Path.of("/d")), Optional.of("plain"),
                OptionalInt.of(3), OptionalLong.of(2L << 30), true), workbench.resumed.getFirst());
        assertEquals(0, run("resume", "digits-1"));
        assertEquals(ResumeRequest.of("digits-1"), workbench.resumed.getLast());
    }

    @Test
    void a_run_that_goes_on_tells_from_where_and_what_is_not_as_it_was() {
        assertEquals(0, run("resume", "line-1"));
        assertTrue(out().startsWith("line-1 goes on after 1 epoch and 192 examples of the next, 14 steps: seed 1, fold "
                + "2, backend plain\nnote: the backend was slow and is plain\n"), out());
    }

    @Test
    void an_interrupted_run_tells_how_to_go_on() {
        workbench.statuses.set(0, Status.INTERRUPTED);
        assertEquals(130, run("run", "digits"));
        assertTrue(out().endsWith("\"fascicle resume /runs/line-1\" goes on\n"), out());
        assertEquals(130, run("resume", "line-1"));
    }

    @Test
    void a_refused_resume_is_told_in_json_as_a_run_that_failed() throws Exception {
        workbench.refusal = Optional.of(WorkbenchException.wrong("it is done", "run it anew"));
        assertEquals(2, run("resume", "line-1", "--json"));
        assertEquals("run.failed", objects().getFirst().get("event").asText());
        assertEquals("it is done", objects().getFirst().get("reason").asText());
    }

    @Test
    void help_of_resume_has_an_example() {
        assertEquals(0, run("resume", "--help"));
        assertTrue(out().contains("fascicle resume digits-"), out());
    }

    @Test
    void a_run_prints_a_line_an_epoch_and_where_it_is_kept() {
        run("run", "digits");
        assertTrue(out().contains("1,234,567 parameters"), out());
        assertTrue(out().contains("epoch 1  train: loss 0.2500  validation: loss 0.5000"), out());
        assertTrue(out().contains("test: accuracy 0.2500"), out());
        assertTrue(out().contains("kept in /runs/line-1"), out());
        assertFalse(out().contains("\r") || err().contains("\r"), "no bar in a pipe");
    }

    @Test
    void on_a_terminal_a_bar_goes_to_standard_error_and_the_lines_stay() {
        on(80, "run", "digits");
        assertTrue(out().contains("epoch 1  train: loss 0.2500"), out());
        assertFalse(out().contains("\r"), out());
        assertTrue(err().contains("\r"), "a bar was drawn");
    }

    @Test
    void json_is_one_object_a_line_and_nothing_else() throws Exception {
        workbench.statuses.add(Status.DONE);
        assertEquals(0, run("run", "digits", "--json"));
        assertEquals(List.of("runs.started", "run.started", "epoch", "run.finished", "run.started", "epoch",
                "run.finished", "runs.finished"), objects().stream().map(object -> object.get("event").asText())
                .toList());
        JsonNode accuracy = objects().getLast().get("test").get("accuracy");
        assertEquals(0.375, accuracy.get("mean").asDouble());
        assertEquals(0.25, accuracy.get("min").asDouble());
        assertEquals(0.5, accuracy.get("max").asDouble());
        assertEquals("", err());
    }

    @Test
    void several_runs_are_announced_and_end_with_their_mean() {
        workbench.statuses.add(Status.DONE);
        assertEquals(0, run("run", "digits", "--seeds", "2"));
        List<String> lines = out().lines().toList();
        assertEquals("line: 2 runs, seeds 1 to 2", lines.getFirst());
        assertEquals("kept together in /runs/lines", lines.get(lines.size() - 2));
        assertEquals("mean of 2 runs, ± 95 % interval, test: accuracy 0.3750 ± 1.5000 (0.2500 to 0.5000)",
                lines.getLast());
    }

    @Test
    void several_runs_that_are_interrupted_tell_how_to_go_on_with_all_of_them() {
        workbench.statuses.add(Status.INTERRUPTED);
        assertEquals(130, run("run", "digits", "--seeds", "2"));
        assertTrue(out().endsWith("kept in /runs/line-2\n1 of 2 runs is done\n\"fascicle resume /runs/lines\" goes on "
                + "with all\n"), out());
        assertFalse(out().contains("resume /runs/line-2"), out());
    }

    @Test
    void several_runs_are_one_line_of_the_list_and_a_table_when_they_are_shown() throws Exception {
        assertEquals(0, run("runs"));
        assertTrue(out().lines().anyMatch(line -> line.matches("lines +interrupted +1 of 2 runs, test: accuracy 0.3750 "
                + "± 1.5000 .*")), out());
        assertEquals(0, run("show", "lines"));
        assertTrue(out().lines().anyMatch(line -> line.matches("lines/line-2 +2 +interrupted +3 +test: accuracy "
                + "0.5000")), out());
        assertEquals(0, run("show", "lines", "--json"));
        assertEquals(0.375, objects().getFirst().get("means").get("test").get("accuracy").get("mean").asDouble());
        assertEquals("interrupted", objects().getFirst().get("runs").get(1).get("status").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"check digits", "list", "list layers", "describe layer dense", "doctor", "doctor x", "runs",
            "show line-1", "resume line-1", "find-rate digits"})
    void every_command_has_json_and_help_and_text(String command) throws Exception {
        String[] words = command.split(" ");
        assertEquals(0, run(with(words, "--json")));
        assertFalse(objects().isEmpty());
        assertEquals(0, run(words));
        assertFalse(out().isBlank() || out().startsWith("{"), out());
        assertEquals(0, run(words[0], "--help"));
        assertTrue(out().startsWith("Usage: fascicle " + words[0]) && out().contains("--json"), out());
    }

    private static String[] with(String[] words, String word) {
        String[] more = Arrays.copyOf(words, words.length + 1);
        more[words.length] = word;
        return more;
    }

    @Test
    void exit_codes_tell_whose_fault_it_is() {
        for (WorkbenchException.Kind kind : WorkbenchException.Kind.values()) {
            workbench.refusal = Optional.of(new WorkbenchException(kind, "because", "do this", null));
            int expected = switch (kind) {
                case FAILED -> 1;
                case WRONG_REQUEST -> 2;
                case MISSING -> 3;
            };
            assertEquals(expected, run("run", "digits"), kind.name());
            assertEquals(expected, run("check", "digits"), kind.name());
            assertEquals("fascicle: because\ndo this\n", err());
            assertEquals("", out());
        }
    }

    @Test
    void a_run_that_failed_is_one_and_one_that_was_interrupted_is_130() {
        workbench.statuses.set(0, Status.FAILED);
        assertEquals(1, run("run", "digits"));
        assertTrue(err().startsWith("fascicle: the run line-1 failed: it broke\nmend it\n"), err());
        workbench.statuses.set(0, Status.INTERRUPTED);
        assertEquals(130, run("run", "digits"));
        assertTrue(out().contains("interrupted after"), out());
    }

    @Test
    void a_refused_run_is_told_to_programs_too() throws Exception {
        workbench.refusal = Optional.of(WorkbenchException.missing("no data", "put it there"));
        assertEquals(3, run("run", "digits", "--json"));
        assertEquals("{\"event\":\"run.failed\",\"reason\":\"no data\",\"hint\":\"put it there\"}", out().strip());
        assertEquals(3, run("--debug", "run", "digits", "--json"));
        assertEquals("{\"event\":\"run.failed\",\"reason\":\"no data\",\"hint\":\"put it there\"}", out().strip());
        assertEquals(3, run("check", "digits", "--json"));
        assertEquals("{\"error\":\"no data\",\"hint\":\"put it there\"}", out().strip());
    }

    @Test
    void a_stack_trace_is_shown_only_where_it_is_asked_for() {
        workbench.bug = Optional.of(new IllegalStateException("a bug"));
        assertEquals(1, run("run", "digits"));
        assertTrue(err().contains("a bug") && err().contains("--debug") && !err().contains("\tat "), err());
        assertEquals(1, run("run", "digits", "--debug"));
        assertTrue(err().contains("\tat "), err());
        workbench.bug = Optional.empty();
        workbench.statuses.set(0, Status.FAILED);
        run("run", "digits");
        assertFalse(err().contains("\tat "), err());
        run("run", "digits", "--debug");
        assertTrue(err().contains("the cause"), err());
    }

    @Test
    void what_is_misspelt_is_told_with_the_nearest_that_exists() {
        assertEquals(2, run("chekc", "digits"));
        assertEquals("fascicle: there is no command \"chekc\"; did you mean \"check\"?\n", err(), "told once");
        assertEquals(2, run("run", "digits", "--backnd", "plain"));
        assertTrue(err().contains("--backnd") && err().contains("--backend"), err());
        assertEquals(List.of(), workbench.requests);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "run a b", "run a --seed x", "run a --threads 0", "run a --threads 1025",
            "run a --threads two", "run a --memory 4", "run a --memory 0g", "run a --memory",
            "describe layer", "show", "list a b",
            "find-rate a --from 0", "find-rate a --from 2 --to 1", "find-rate a --batches 9", ""})
    void a_wrong_request_is_two_and_reaches_nothing(String command) {
        assertEquals(2, run(command.isEmpty() ? new String[0] : command.split(" ")));
        assertFalse(err().isBlank());
        assertEquals("", out());
        assertEquals(List.of(), workbench.requests);
    }

    @Test
    void a_wrong_request_is_told_to_programs_too() throws Exception {
        assertEquals(2, run("show", "--json"));
        assertEquals(1, objects().size());
        assertTrue(objects().getFirst().get("error").asText().contains("RUN"), out());
    }

    @Test
    void a_model_that_needs_more_memory_than_there_is_does_not_pass() throws Exception {
        workbench.memory = new ModelReport.Memory(1000, 10, 1, 1000);
        assertEquals(2, run("check", "digits"));
        assertTrue(err().contains("--memory"), err());
        assertEquals(2, run("check", "digits", "--json"));
        assertFalse(objects().getFirst().get("memory").get("fits").asBoolean());
    }

    @Test
    void a_run_that_cannot_be_read_is_listed_with_its_reason() {
        assertEquals(0, run("runs"));
        assertTrue(out().lines().anyMatch(line -> line.startsWith("torn") && line.contains("no run.json")), out());
    }

    @Test
    void a_table_has_its_columns_one_below_the_other() {
        run("describe", "layer", "dense");
        List<String> lines = out().lines().filter(line -> line.startsWith("units") || line.startsWith("bias")
                || line.startsWith("option")).toList();
        assertEquals(List.of("option  type           default     range       about",
                "units   whole number   (required)  at least 1  how many", "bias    true or false  true"), lines);
    }
}
