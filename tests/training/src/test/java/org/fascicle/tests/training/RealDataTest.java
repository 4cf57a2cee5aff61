package org.fascicle.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.fascicle.tests.support.CommandLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The experiments on published data, against published figures. */
@EnabledIfEnvironmentVariable(named = "FASCICLE_DATA", matches = ".+",
        disabledReason = "no figure on MNIST and Fashion-MNIST is tested: FASCICLE_DATA names no folder with their "
                + "files")
final class RealDataTest {
    @TempDir
    private static Path home;

    private static Training run(String experiment, String... options) {
        return Training.of(CommandLine.in(home), experiment, options);
    }

    @Test
    void the_network_of_the_first_lesson_reads_mnist() {
        Training training = run("mnist-mlp");
        assertEquals(109_386, training.parameters());
        assertEquals(5, training.each("train", "loss").length);
        assertTrue(training.test("accuracy") >= 0.972, () -> "test accuracy " + training.test("accuracy"));
    }

    @Test
    void convolutions_read_mnist_better() {
        Training training = run("lenet-5");
        assertEquals(61_706, training.parameters());
        assertTrue(training.test("accuracy") >= 0.985, () -> "test accuracy " + training.test("accuracy"));
    }

    /** 2.45 nats is what the frequencies of pairs of characters know. */
    @ParameterizedTest
    @ValueSource(strings = {"char-lstm", "char-gpt"})
    void the_next_character_is_told_ever_better(String name) {
        double[] losses = run(name).each("validation", "loss");
        for (int epoch = 1; epoch < losses.length; epoch++) {
            assertTrue(losses[epoch] < losses[epoch - 1], () -> "validation loss " + Arrays.toString(losses));
        }
        assertTrue(losses[losses.length - 1] < 2.3, () -> "validation loss " + Arrays.toString(losses));
    }

    @Test
    void three_layers_tell_clothes_apart() {
        Training training = run("fashion-mlp");
        assertTrue(training.test("accuracy") >= 0.88, () -> "test accuracy " + training.test("accuracy"));
    }

    /**
     * Published: 0.9542 at the best epoch of the best of three runs (Nielsen: Neural networks and deep learning, 2015).
     */
    @Test
    void the_first_network_of_nielsens_book_reaches_his_figure() {
        List<Double> best = Stream.of("1", "2", "3").map(seed -> {
            Training training = run("nielsen-30", "--seed", seed);
            assertEquals(784 * 30 + 30 + 30 * 10 + 10, training.parameters());
            return Arrays.stream(training.each("test", "accuracy")).max().orElseThrow();
        }).toList();
        double mean = best.stream().mapToDouble(value -> value).average().orElseThrow();
        assertTrue(mean >= 0.945, () -> "best epochs of three seeds: " + best);
        assertTrue(best.stream().anyMatch(value -> value >= 0.950), () -> "best epochs of three seeds: " + best);
    }

    @Test
    void the_network_of_nielsens_third_chapter_reads_mnist() {
        Training training = run("nielsen-100");
        assertEquals(784 * 100 + 100 + 100 * 10 + 10, training.parameters());
        assertTrue(training.test("accuracy") >= 0.96, () -> "test accuracy " + training.test("accuracy"));
    }

    @ParameterizedTest
    @CsvSource({"iris, 0.93", "wine, 0.94"})
    void a_small_table_is_told_apart_over_five_seeds(String name, double least) {
        double[] accuracies = run(name).tests("accuracy");
        assertEquals(5, accuracies.length);
        assertTrue(mean(accuracies) >= least, () -> Arrays.toString(accuracies));
    }

    /** Published: 0.771 with a deviation of 0.083, and 0.847 with 0.057 (Gorman, Sejnowski 1988), 13 parts, 10 runs. */
    @Test
    void hidden_neurons_tell_mines_from_rocks_as_published() {
        double[] none = run("sonar-0").tests("accuracy");
        double[] twelve = run("sonar-12").tests("accuracy");
        assertEquals(List.of(130, 130), List.of(none.length, twelve.length));
        assertEquals(0.771, mean(none), 0.083);
        assertEquals(0.847, mean(twelve), 0.057);
        assertTrue(mean(twelve) > mean(none) + 0.03, () -> mean(twelve) + " and " + mean(none));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
