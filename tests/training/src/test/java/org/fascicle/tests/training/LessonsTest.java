package org.fascicle.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import org.fascicle.tests.support.CommandLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The experiments that need no download, each run to its end. */
final class LessonsTest {
    @TempDir
    private static Path home;

    private static Training run(String experiment) {
        return Training.of(CommandLine.in(home), experiment);
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    @Test
    void drawn_digits_are_read_almost_without_mistakes_and_not_by_a_single_layer() {
        Training digits = run("digits");
        assertEquals(784 * 128 + 128 + 128 * 64 + 64 + 64 * 10 + 10, digits.parameters());
        assertTrue(digits.test("accuracy") >= 0.98, () -> "test accuracy " + digits.test("accuracy"));
        Training softmax = run("softmax-digits");
        assertEquals(784 * 10 + 10, softmax.parameters());
        assertTrue(softmax.test("accuracy") <= 0.95, () -> "test accuracy " + softmax.test("accuracy"));
        assertTrue(largest(softmax.each("validation", "accuracy")) <= 0.95, softmax::toString);
        assertTrue(softmax.test("accuracy") >= 0.5, () -> "it should learn something: " + softmax.test("accuracy"));
    }

    @Test
    void one_neuron_is_never_right_on_more_than_three_corners_of_exclusive_or() {
        Training neuron = run("xor-neuron");
        assertEquals(3, neuron.parameters());
        assertTrue(largest(neuron.each("train", "accuracy")) <= 0.75, neuron::toString);
        assertTrue(neuron.test("accuracy") <= 0.75, neuron::toString);
    }

    @Test
    void a_hidden_layer_learns_exclusive_or() {
        Training network = run("xor-mlp");
        assertEquals(2 * 8 + 8 + 8 + 1, network.parameters());
        assertEquals(1, network.test("accuracy"));
    }

    @Test
    void two_hidden_layers_tell_the_spirals_apart() {
        double[] accuracies = run("spirals").each("train", "accuracy");
        assertEquals(1, accuracies[accuracies.length - 1]);
    }

    @Test
    void a_transformer_of_named_nodes_writes_sequences_from_their_end() {
        assertTrue(run("reversal").test("accuracy") >= 0.99);
    }

    @Test
    void small_networks_learn_the_problems_of_the_plane_and_the_parity_of_digits() {
        assertTrue(run("circles").test("accuracy") >= 0.97);
        assertTrue(run("blobs").test("accuracy") >= 0.97);
        assertTrue(run("digits-even-odd").test("accuracy") >= 0.98);
        // a tenth of the variance of the noise that it was shown
        assertTrue(run("sine").test("loss") <= 0.003);
    }
}
