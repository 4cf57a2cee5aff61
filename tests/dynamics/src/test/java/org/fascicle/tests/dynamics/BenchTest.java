package org.fascicle.tests.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fascicle.tests.support.Outcome;
import org.fascicle.tests.support.Workbench;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that another bundle than the shell brings, in the framework. No time is judged. */
final class BenchTest {
    private static final String BUNDLE = "org.fascicle.bench";
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

    private static Outcome quickly(String... words) {
        String[] all = List.of(List.of("bench"), List.of(words), List.of("--windows", "1", "--seconds", "0",
                "--warm-up", "0", "--patience", "0")).stream().flatMap(List::stream).toArray(String[]::new);
        return workbench.run(all);
    }

    @Test
    void a_case_is_measured_on_every_backend() {
        for (JsonObject backend : workbench.run("list", "backends", "--json").json()) {
            Outcome outcome = quickly("nielsen-10", "64x64x64", "adam-update", "--json", "--backend",
                    backend.getString("name"));
            assertEquals(0, outcome.exitCode(), outcome.err());
            assertEquals(List.of("nielsen-10", "64x64x64", "adam-update"),
                    outcome.json().stream().map(each -> each.getString("case")).toList());
            for (JsonObject measured : outcome.json()) {
                assertTrue(measured.getJsonNumber("seconds").doubleValue() > 0, measured::toString);
                assertTrue(measured.getJsonNumber("rate").doubleValue() > 0, measured::toString);
                assertEquals(1, measured.getInt("windows"));
                assertTrue(measured.isNull("ratio"), measured::toString);
            }
        }
    }

    @Test
    void the_losses_of_the_first_steps_are_those_of_the_reference() {
        Outcome outcome = workbench.run("bench", "nielsen-10", "softmax", "--check", "reference", "--json");
        assertEquals(0, outcome.exitCode(), outcome.err());
        assertEquals(1, outcome.json().size(), "only what trains has losses");
        JsonObject losses = outcome.json().getFirst();
        assertEquals(5, losses.getJsonArray("expected").size());
        assertTrue(losses.getBoolean("agree"), losses::toString);
    }

    @Test
    void what_a_number_of_steps_allocates_and_what_is_left_beside_a_busy_process_is_told_where_it_is_asked_for() {
        JsonObject asked = quickly("nielsen-10", "--json", "--steps", "50", "--beside", "1").json().getFirst();
        assertEquals(50, asked.getJsonObject("allocatedInSteps").getInt("steps"));
        assertTrue(asked.getJsonNumber("shareBeside").doubleValue() > 0, asked::toString);
        assertTrue(asked.getJsonNumber("bytes").doubleValue() > 0, asked::toString);
        JsonObject plain = quickly("nielsen-10", "--json").json().getFirst();
        assertTrue(plain.isNull("allocatedInSteps") && plain.isNull("shareBeside"), plain::toString);
    }

    @Test
    void a_profile_tells_each_operation_of_a_step_where_it_is_asked_for() {
        JsonObject asked = quickly("nielsen-10", "--json", "--profile", "3").json().getFirst();
        List<JsonObject> products = asked.getJsonArray("profile").getValuesAs(JsonObject.class).stream()
                .filter(row -> row.getString("operation").startsWith("dot ")).toList();
        // forward and the gradients of the weights for 784 to 30 to 10, and the gradient of the hidden layer
        assertEquals(2 * 10 * (2 * (784 * 30 + 30 * 10) + 30 * 10),
                products.stream().mapToDouble(row -> row.getJsonNumber("flops").doubleValue()).sum(), asked::toString);
        assertTrue(products.stream().allMatch(row -> row.getInt("calls") == 1
                && row.getJsonNumber("seconds").doubleValue() > 0), asked::toString);
        assertTrue(quickly("nielsen-10", "--json").json().getFirst().isNull("profile"));
        assertTrue(quickly("nielsen-10", "--profile", "3").out().contains("dot [10,30]"));
    }

    @Test
    void people_get_a_line_for_a_case() {
        Outcome outcome = quickly("softmax", "--threads", "1");
        assertEquals(0, outcome.exitCode(), outcome.err());
        assertTrue(outcome.out().startsWith("softmax ") && outcome.out().contains(" elements/s"), outcome.out());
        assertTrue(outcome.err().stripTrailing().endsWith(", 1 thread"), outcome.err());
    }

    @Test
    void the_list_has_every_case_and_each_can_be_made() {
        Outcome outcome = workbench.run("bench", "--list");
        assertEquals(0, outcome.exitCode(), outcome.err());
        assertTrue(outcome.out().lines().toList().containsAll(List.of("mlp-64", "gpt-12", "resnet20-128", "gelu")),
                outcome.out());
    }

    @Test
    void a_case_that_is_not_there_and_a_python_that_is_not_there_are_told() {
        Outcome wrong = quickly("mpl-64");
        assertEquals(2, wrong.exitCode());
        assertTrue(wrong.err().contains("did you mean \"mlp-64\"?"), wrong.err());
        Outcome missing = quickly("64x64x64", "--against", home.resolve("no-python").toString());
        assertEquals(3, missing.exitCode());
        assertTrue(missing.err().contains("no-python\" cannot be started"), missing.err());
    }

    @Test
    void a_command_that_speaks_the_protocol_is_a_rival() throws IOException {
        Path program = Files.writeString(home.resolve("Rival.java"), """
                public class Rival {
                    public static void main(String[] arguments) {
                        IO.println("{\\"name\\": \\"Nobody on " + arguments[0] + "\\"}");
                        for (String line = IO.readln(); line != null; line = IO.readln()) {
                            IO.println(line.contains("64x64x64") ? "{\\"variants\\": [\\"idle\\"]}"
                                    : line.contains("case") ? "{\\"variants\\": []}" : "{\\"seconds\\": 0.25}");
                        }
                    }
                }
                """);
        String command = Path.of(System.getProperty("java.home"), "bin", "java") + " " + program;
        Outcome outcome = quickly("64x64x64", "gelu", "--threads", "2", "--rival", command);
        assertEquals(0, outcome.exitCode(), outcome.err());
        List<String> told = outcome.out().lines().filter(line -> line.contains("Nobody")).toList();
        assertEquals(1, told.size(), outcome.out());
        assertTrue(told.getFirst().strip().matches("Nobody on 2, idle +250000\\.0 us .* times as long"),
                told.getFirst());
    }

    @Test
    void a_rival_that_says_nothing_is_told() {
        Outcome silent = quickly("64x64x64", "--rival", "true");
        assertEquals(3, silent.exitCode());
        assertTrue(silent.err().contains("the rival \"true\" cannot begin: it ended"), silent.err());
    }

    @Test
    void the_command_comes_and_goes_with_its_bundle() throws Exception {
        workbench.bundle(BUNDLE).stop();
        try {
            Outcome gone = workbench.run("bench", "--list");
            assertEquals(2, gone.exitCode());
            assertTrue(gone.err().contains("there is no command \"bench\""), gone.err());
        } finally {
            workbench.bundle(BUNDLE).start();
        }
        assertEquals(0, workbench.run("bench", "--list").exitCode());
    }
}
