package org.fascicle.tests.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.fascicle.experiment.checkpoint.Checkpoint;
import org.fascicle.tests.support.CommandLine;
import org.fascicle.tests.support.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes of the distribution that are killed while they train: they are resumed, and end with the bits of a process
 * that nobody killed. {@code -Dkills=50} kills a run that often; {@code -Dkills.seed} repeats the moments.
 */
final class KillProofTest {
    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final long SEED = Long.getLong("kills.seed", System.nanoTime());
    private static final int LONGEST_START_MILLIS = 4000;
    private static final int LONGEST_WORK_MILLIS = 1500;
    private static final long LIMIT_SECONDS = 120;
    private static final int ENDLESS = 1_000_000;
    @TempDir
    private Path home;

    /** A run whose rate does not depend on how long it is going to be. */
    private String[] run(RunFiles into, String backend, int epochs, int everySteps) {
        return new String[] {"run", "digits", "--set", "data={use: {digits: {train: 300, test: 40}}, batch: 8}",
            "--set", "model=[flatten, {dense: {units: 12, activation: relu}}, {dense: {units: 10}}]",
            "--set", "train={epochs: " + epochs + ", checkpoint: {everySteps: " + everySteps + "}}",
            "--set", "schedule=constant",
            "--backend", backend, "--threads", "2", "--out", into.folder().toString(), "--json"};
    }

    /** What a process says, read all the time so that it never waits for a reader. */
    private static CompletableFuture<String> listen(BufferedReader words) {
        return CompletableFuture.supplyAsync(() -> words.lines().collect(Collectors.joining("\n")));
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "the process ends");
        assertEquals(137, process.exitValue(), "it was killed, and did not end by itself");
    }

    /** Waits until a run has kept a state in the midst of its second epoch or of a later one. */
    private static void awaitMidstOfAnEpoch(RunFiles run, WatchService watch) throws Exception {
        while (true) {
            WatchKey change = watch.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            assertTrue(change != null, "the run goes on");
            change.pollEvents();
            change.reset();
            try {
                Checkpoint kept = run.checkpoint();
                if (kept.epoch() >= 1 && kept.position() > 0) {
                    return;
                }
            } catch (NoSuchFileException notYet) {
                continue;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "reference"})
    void a_run_that_is_killed_in_the_midst_of_an_epoch_and_resumed_has_the_bits_of_the_run_that_was_not(String backend)
            throws Exception {
        RunFiles killed = new RunFiles(Files.createDirectories(home.resolve("killed")));
        Process process;
        try (WatchService watch = home.getFileSystem().newWatchService()) {
            killed.folder().register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            process = CommandLine.in(home).start(run(killed, backend, ENDLESS, 5));
            listen(process.inputReader());
            awaitMidstOfAnEpoch(killed, watch);
        }
        kill(process);
        int epochs = epochs(killed) + 2;
        Outcome resumed = CommandLine.in(home).run("resume", killed.folder().toString(), "--epochs",
                String.valueOf(epochs), "--json");
        assertEquals(0, resumed.exitCode(), resumed.err());
        assertEquals("run.resumed", resumed.json().getFirst().getString("event"));
        RunFiles unbroken = new RunFiles(home.resolve("unbroken"));
        assertEquals(0, CommandLine.in(home).run(run(unbroken, backend, epochs, 5)).exitCode());
        unbroken.assertSame(killed);
    }

    @Test
    void a_run_that_is_killed_at_random_moments_can_always_be_resumed_and_has_the_bits_of_the_run_that_was_not()
            throws Exception {
        Random random = new Random(SEED);
        List<String> lives = new ArrayList<>();
        RunFiles killed = new RunFiles(home.resolve("killed"));
        Process process = CommandLine.in(home).start(run(killed, "cpu", ENDLESS, 3));
        BufferedReader out = process.inputReader();
        assertTrue(out.readLine().contains("run.started"));
        for (int kill = 1; kill <= KILLS; kill++) {
            // Most are killed at work; of those that are resumed every fifth while it starts.
            boolean starting = kill > 1 && random.nextInt(5) == 0;
            String begun = kill == 1 || starting ? "run.resumed" : out.readLine();
            int life = random.nextInt(starting ? LONGEST_START_MILLIS : LONGEST_WORK_MILLIS);
            lives.add(life + (starting ? " ms of its start" : " ms of work"));
            CompletableFuture<String> said = listen(out);
            CompletableFuture<String> complained = listen(process.errorReader());
            if (!begun.contains("run.resumed") || process.waitFor(life, TimeUnit.MILLISECONDS)) {
                fail("seed " + SEED + ", killed after " + lives + ": " + begun + said.join() + complained.join());
            }
            kill(process);
            process = CommandLine.in(home).start("resume", killed.folder().toString(), "--json");
            out = process.inputReader();
        }
        kill(process);
        int epochs = epochs(killed) + 1;
        Outcome resumed = CommandLine.in(home).run("resume", killed.folder().toString(), "--epochs",
                String.valueOf(epochs), "--json");
        assertEquals(0, resumed.exitCode(), () -> "seed " + SEED + ", killed after " + lives + ": " + resumed.err());
        RunFiles unbroken = new RunFiles(home.resolve("unbroken"));
        assertEquals(0, CommandLine.in(home).run(run(unbroken, "cpu", epochs, 0)).exitCode());
        unbroken.assertSame(killed);
        System.out.println(KILLS + " kills of seed " + SEED + ", " + epochs + " epochs, " + killed.checkpoint().step()
                + " steps: the bits of the run that nobody killed");
    }

    /** Epochs that are done as far as a checkpoint knows. */
    private static int epochs(RunFiles run) throws IOException {
        for (String name : List.of("checkpoint.safetensors", "checkpoint-before.safetensors")) {
            if (Files.exists(run.file(name))) {
                return Checkpoint.read(run.file(name)).epoch();
            }
        }
        return 0;
    }
}
