package org.fascicle.tests.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.fascicle.tests.support.CommandLine;
import org.fascicle.tests.support.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands of the distribution, each in a process of its own. */
final class CommandsTest {
    private static final long LIMIT_SECONDS = 60;
    @TempDir
    private Path home;

    @Test
    void the_same_seed_gives_the_same_figures_to_the_last_bit_in_two_processes() throws IOException {
        List<String> first = figures("first", "3");
        assertEquals(first, figures("second", "3"));
        assertFalse(first.equals(figures("third", "4")));
    }

    /** Everything but times. */
    private List<String> figures(String name, String seed) throws IOException {
        Path folder = home.resolve(name);
        Outcome outcome = CommandLine.in(home).run("run", "spirals", "--set", "train.epochs=3", "--seed", seed, "--out",
                folder.toString());
        assertEquals(0, outcome.exitCode(), outcome.err());
        return Files.readAllLines(folder.resolve("metrics.jsonl")).stream()
                .map(line -> line.replaceAll("\"(seconds|examplesPerSecond)\":[^,]*,", "")).toList();
    }

    @Test
    void json_on_standard_output_is_all_that_is_there() {
        Outcome outcome = CommandLine.in(home).run("run", "xor-mlp", "--json");
        assertEquals(0, outcome.exitCode(), outcome.err());
        List<String> lines = outcome.out().lines().toList();
        assertTrue(lines.stream().allMatch(line -> line.startsWith("{\"event\":") && line.endsWith("}")),
                outcome.out());
        assertTrue(lines.getFirst().contains("run.started") && lines.getLast().contains("run.finished"), outcome.out());
    }

    @Test
    void a_profile_names_the_layers_and_its_shares_are_the_whole() {
        Path folder = home.resolve("run");
        Outcome outcome = CommandLine.in(home).run("run", "digits", "--set", "train.epochs=1", "--json", "--profile",
                "--out", folder.toString());
        assertEquals(0, outcome.exitCode(), outcome.err());
        List<JsonObject> events = outcome.json();
        JsonObject profile = events.get(events.size() - 2);
        assertEquals("run.profile", profile.getString("event"));
        List<JsonObject> rows = profile.getJsonArray("rows").getValuesAs(JsonObject.class);
        Set<String> layers = rows.stream().map(row -> row.getString("layer")).collect(Collectors.toSet());
        assertTrue(layers.containsAll(Set.of("1", "2", "3", "loss", "metric/accuracy", "optimizer/1.weight")),
                layers::toString);
        assertEquals(1, rows.stream().mapToDouble(row -> row.getJsonNumber("share").doubleValue()).sum(), 1e-6);
        assertTrue(profile.getJsonObject("programs").getInt("found")
                > 10 * profile.getJsonObject("programs").getInt("compiled"), profile::toString);
        assertTrue(Files.exists(folder.resolve("profile.json")));
    }

    @Test
    void an_interrupted_run_ends_in_order_with_a_checkpoint() throws Exception {
        Path folder = home.resolve("run");
        Process process = CommandLine.in(home).start("run", "xor-mlp", "--set", "train.epochs=100000000", "--json",
                "--out", folder.toString());
        try (BufferedReader out = process.inputReader()) {
            assertTrue(out.readLine().contains("run.started"));
            assertTrue(out.readLine().contains("\"epoch\":1"));
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
            assertTrue(out.lines().reduce((before, last) -> last).orElse("").contains("\"status\":\"interrupted\""));
            assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
        }
        assertEquals(130, process.exitValue());
        assertTrue(Files.readString(folder.resolve("run.json")).contains("interrupted"));
        assertTrue(Files.exists(folder.resolve("checkpoint.safetensors")));
    }

    @Test
    void weights_that_leave_a_run_and_come_back_are_the_same_model() throws IOException {
        Path folder = home.resolve("run");
        Path file = home.resolve("weights.safetensors");
        Path again = home.resolve("again.safetensors");
        CommandLine fascicle = CommandLine.in(home);
        assertEquals(0, fascicle.run("run", "xor-mlp", "--out", folder.toString()).exitCode());
        assertEquals(0, fascicle.run("export", folder.toString(), file.toString()).exitCode());
        Outcome twice = fascicle.run("export", folder.toString(), file.toString());
        assertEquals(2, twice.exitCode());
        assertTrue(twice.err().contains("--force"), twice.err());
        Path taken = home.resolve("taken");
        Outcome imported = fascicle.run("import", "xor-mlp", file.toString(), "--out", taken.toString());
        assertEquals(0, imported.exitCode(), imported.err());
        assertEquals(figures(fascicle, folder), figures(fascicle, taken));
        assertEquals(0, fascicle.run("export", taken.toString(), again.toString()).exitCode());
        assertEquals(values(file), values(again));
        Outcome other = fascicle.run("import", "digits", file.toString());
        assertEquals(2, other.exitCode());
        assertTrue(other.err().contains("holds other weights than the model has"), other.err());
        Outcome resumed = fascicle.run("resume", taken.toString(), "--json");
        assertEquals(0, resumed.exitCode(), resumed.err());
        assertEquals("run.resumed", resumed.json().getFirst().getString("event"));
    }

    private static JsonObject figures(CommandLine fascicle, Path run) {
        Outcome outcome = fascicle.run("evaluate", run.toString(), "--json");
        assertEquals(0, outcome.exitCode(), outcome.err());
        return outcome.json().getFirst().getJsonObject("figures");
    }

    /** What stands behind the header. */
    private static String values(Path file) throws IOException {
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        content.position((int) (Long.BYTES + content.getLong()));
        byte[] values = new byte[content.remaining()];
        content.get(values);
        return HexFormat.of().formatHex(values);
    }

    @Test
    void a_run_that_cannot_fit_stops_before_its_first_step_with_the_need_and_what_to_do() {
        Path folder = home.resolve("run");
        String[] large = {"run", "digits", "--set", "data.batch=8192", "--set", "model.1.dense.units=4000", "--memory",
            "96m", "--out", folder.toString()};
        Outcome outcome = CommandLine.in(home).run(large);
        assertEquals(2, outcome.exitCode(), outcome.err());
        assertTrue(outcome.err().matches("(?s).*digits needs [\\d.]+ MiB of memory \\(.*\\), and [\\d.]+ MiB may be "
                + "used\\s+raise --memory to \\d+m or more, or make data.batch smaller: it is 8192\\s*"),
                outcome.err());
        assertFalse(Files.exists(folder), "nothing is written");
    }

    @Test
    void the_shell_takes_one_command_a_line_in_one_process() throws Exception {
        Process process = CommandLine.in(home).start("shell");
        try (OutputStream in = process.getOutputStream()) {
            in.write("list losses\nrun xor-mlp --set train.epochs=1\nno-such-command\nruns\nexit\n"
                    .getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
        assertTrue(out.contains("cross-entropy"), out);
        assertTrue(out.lines().anyMatch(line -> line.startsWith("xor-mlp-") && line.contains("done")), out);
    }

    @ParameterizedTest
    @CsvSource({"'list losses\nno-such-command\n', 2", "'no-such-command\nlist losses\n', 0", "'run no-such\n', 2",
        "'run no-such\n\nexit\nlist losses\n', 2", "'', 0"})
    void the_shell_ends_with_the_exit_code_of_its_last_line(String lines, int code) throws Exception {
        Process process = CommandLine.in(home).start("shell");
        try (OutputStream in = process.getOutputStream()) {
            in.write(lines.getBytes(StandardCharsets.UTF_8));
        }
        process.getInputStream().readAllBytes();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
        assertEquals(code, process.exitValue(), err);
    }

    @Test
    void what_is_written_about_a_run_names_every_bundle_with_its_sum() throws Exception {
        Path folder = home.resolve("run");
        assertEquals(0, CommandLine.in(home).run("run", "xor-mlp", "--out", folder.toString()).exitCode());
        String record = Files.readString(folder.resolve("run.json"));
        assertTrue(record.contains("\"org.fascicle.layers\"") && record.contains("\"org.apache.felix.scr\""), record);
        assertFalse(record.contains("unknown"), record);
        Path jar;
        try (var files = Files.walk(Path.of(System.getProperty("fascicle.dist"), "repository/org/fascicle"))) {
            jar = files.filter(file -> file.getFileName().toString().matches("org\\.fascicle\\.layers-.*\\.jar"))
                    .findFirst().orElseThrow();
        }
        String sum = HexFormat.of().formatHex(
                MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
        assertTrue(record.contains(sum), "the sum of " + jar);
    }
}
