package org.fascicle.tests.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fascicle.tests.support.CommandLine;
import org.fascicle.tests.support.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several runs of one experiment in processes of the distribution: asked to end, killed, resumed, shown, compared. */
final class SetsTest {
    private static final long LIMIT_SECONDS = 120;
    /** More lines than a pipe holds, so that a process whose words nobody reads stands still before its end. */
    private static final String EPOCHS = "1200";
    @TempDir
    private Path home;

    private String[] words(String folder, String... more) {
        List<String> words = new ArrayList<>(List.of("run", "xor-mlp", "--set", "data.batch=64", "--set",
                "train.epochs=" + EPOCHS, "--seeds", "3", "--threads", "1", "--out", home.resolve(folder).toString()));
        words.addAll(List.of(more));
        return words.toArray(new String[0]);
    }

    /** Reads what a process says up to an epoch of a run that begins, or goes on, meanwhile. */
    private static void awaitEpoch(BufferedReader out, String run) throws Exception {
        boolean begun = false;
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (begun && line.contains("\"event\":\"epoch\"")) {
                return;
            }
            begun |= line.contains("\"run\":\"" + run + "\"") && !line.contains("run.finished");
        }
        throw new AssertionError("the process ended before " + run);
    }

    private static int end(Process process) throws InterruptedException {
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "the process ends");
        return process.exitValue();
    }

    private List<JsonObject> show(String folder) {
        return CommandLine.in(home).run("show", home.resolve(folder).toString(), "--json").json();
    }

    private List<String> statuses(String folder) {
        return show(folder).getFirst().getJsonArray("runs").getValuesAs(JsonObject.class).stream()
                .map(run -> run.getString("status")).toList();
    }

    @Test
    void runs_of_which_one_is_interrupted_and_another_killed_go_on_to_the_mean_of_runs_that_were_not()
            throws Exception {
        Path broken = home.resolve("broken");
        Process interrupted = CommandLine.in(home).start(words("broken", "--json"));
        try (BufferedReader out = interrupted.inputReader()) {
            awaitEpoch(out, "seed-2");
            new ProcessBuilder("kill", "-INT", String.valueOf(interrupted.pid())).start().waitFor();
            String last = out.lines().reduce((before, line) -> line).orElse("");
            assertTrue(last.contains("\"event\":\"runs.finished\"") && last.contains("\"status\":\"interrupted\"")
                    && last.contains("\"done\":1"), last);
        }
        assertEquals(130, end(interrupted));
        assertEquals(List.of("done", "interrupted", "waiting"), statuses("broken"));

        Process killed = CommandLine.in(home).start("resume", broken.toString(), "--json");
        try (BufferedReader out = killed.inputReader()) {
            awaitEpoch(out, "seed-3");
            killed.destroyForcibly();
        }
        assertEquals(137, end(killed));
        assertEquals(List.of("done", "done", "broken off"), statuses("broken"));
        assertEquals("broken off", show("broken").getFirst().getString("status"));

        Outcome resumed = CommandLine.in(home).run("resume", broken.toString());
        assertEquals(0, resumed.exitCode(), resumed.err());
        assertEquals("broken goes on: 2 of 3 runs are done", resumed.outLines().getFirst());
        Outcome unbroken = CommandLine.in(home).run(words("unbroken"));
        assertEquals(0, unbroken.exitCode(), unbroken.err());
        String mean = unbroken.outLines().getLast();
        assertTrue(mean.startsWith("mean of 3 runs, ± 95 % interval, test: loss "), mean);
        assertEquals(mean, resumed.outLines().getLast());
        for (String run : List.of("seed-1", "seed-2", "seed-3")) {
            new RunFiles(home.resolve("unbroken").resolve(run)).assertSame(new RunFiles(broken.resolve(run)));
        }

        Outcome compared = CommandLine.in(home).run("compare", home.resolve("unbroken").toString(), broken.toString());
        assertEquals(0, compared.exitCode(), compared.err());
        assertTrue(compared.out().contains("over 3 pairs of equal seed and fold")
                && compared.out().contains("difference: 0.0000"), compared.out());
        Outcome done = CommandLine.in(home).run("resume", broken.toString());
        assertEquals(2, done.exitCode());
        assertTrue(done.err().contains("the runs of broken are done, all 3"), done.err());
    }

    @Test
    void each_fold_of_each_seed_is_named_when_it_runs_and_where_it_is_kept() throws Exception {
        Path table = home.resolve("points.csv");
        StringBuilder rows = new StringBuilder("x,y\n");
        for (int i = 0; i < 8; i++) {
            rows.append(i).append(',').append(2 * i).append('\n');
        }
        Files.writeString(table, rows);
        Path file = Files.writeString(home.resolve("points.yaml"), """
                experiment: points
                data: {use: {csv: {file: points.csv, target: y, task: regression}}, folds: 2, validation: 0, batch: 4}
                model: [{dense: {units: 1}}]
                loss: mean-squared-error
                optimizer: {sgd: {learningRate: 0.01}}
                train: {epochs: 2}
                seeds: 2
                """);
        Outcome outcome = CommandLine.in(home).run("run", file.toString());
        assertEquals(0, outcome.exitCode(), outcome.err());
        assertEquals("points: 4 runs, seeds 1 to 2, 2 folds each", outcome.outLines().getFirst());
        for (String place : List.of("seed 1, fold 1", "seed 1, fold 2", "seed 2, fold 1", "seed 2, fold 2")) {
            assertEquals(1, outcome.outLines().stream()
                    .filter(line -> line.startsWith("points: 2 parameters, " + place + ", backend ")).count(), place);
        }
        JsonObject set = CommandLine.in(home).run("runs", "--json").json().getFirst();
        assertEquals("done", set.getString("status"));
        assertEquals(4, set.getInt("done"));
        assertEquals(List.of("seed-1-fold-1", "seed-1-fold-2", "seed-2-fold-1", "seed-2-fold-2"),
                set.getJsonArray("runs").getValuesAs(JsonObject.class).stream().map(run -> run.getString("run"))
                        .toList());
        String name = set.getString("set");
        assertEquals(0, CommandLine.in(home).run("show", name + "/seed-2-fold-1").exitCode());
        Outcome several = CommandLine.in(home).run("evaluate", name);
        assertEquals(2, several.exitCode());
        assertTrue(several.err().contains("name one of them, such as " + name + "/seed-1-fold-1"), several.err());
        assertFalse(CommandLine.in(home).run("runs").out().contains("seed-1"), "a set is one line");
    }
}
