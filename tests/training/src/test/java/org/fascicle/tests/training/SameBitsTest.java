package org.fascicle.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.fascicle.tests.support.CommandLine;
import org.fascicle.tests.support.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What decides the figures of a run: the seed, and neither the process, nor its threads, nor its neighbours. */
final class SameBitsTest {
    private static final List<String> OPTIONS = List.of("--set", "data.use={digits: {train: 3000, test: 500}}", "--set",
            "train.epochs=2");
    @TempDir
    private static Path home;
    private static Training first;
    private static Training beside;
    private static Training alone;

    /** Two at once in one home, with two threads each, and then one with a single thread. */
    @BeforeAll
    static void run() throws Exception {
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            List<Callable<Training>> runs = List.of(() -> digits("--threads", "2"), () -> digits("--threads", "2"));
            List<Future<Training>> done = both.invokeAll(runs);
            first = done.getFirst().get();
            beside = done.getLast().get();
        }
        alone = digits("--threads", "1");
    }

    private static Training digits(String... more) {
        return Training.of(CommandLine.in(home), "digits", Stream.concat(OPTIONS.stream(),
                Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void one_seed_gives_one_loss_to_the_last_bit_in_two_processes_at_once() {
        assertEquals(5, first.figures().size(), "train and validation twice, and the test");
        assertEquals(first.figures(), beside.figures());
    }

    @Test
    void the_number_of_threads_changes_no_bit() {
        assertEquals(first.figures(), alone.figures());
    }

    @Test
    void another_seed_gives_another_loss() {
        assertNotEquals(first.figures(), digits("--seed", "2").figures());
    }

    @Test
    void each_has_a_folder_of_its_own_and_all_are_remembered() {
        Outcome runs = CommandLine.in(home).run("runs", "--json");
        List<String> remembered = runs.json().stream().filter(run -> run.getString("status").equals("done"))
                .map(run -> run.getString("run")).toList();
        List<String> told = Stream.of(first, beside, alone)
                .map(training -> training.events().getFirst().getString("run")).distinct().toList();
        assertEquals(3, told.size(), "two processes took one folder: " + told);
        assertTrue(remembered.containsAll(told), () -> told + " of " + remembered);
        JsonObject shown = CommandLine.in(home).run("show", told.getFirst(), "--json").json().getFirst();
        assertEquals(2, shown.getJsonArray("metrics").size());
        assertEquals(0, shown.getJsonArray("problems").size());
    }
}
