package org.fascicle.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fascicle.data.Batch;
import org.fascicle.data.Columns;
import org.fascicle.data.DataFiles;
import org.fascicle.data.Feature;
import org.fascicle.data.Splits;
import org.fascicle.graph.DType;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.junit.jupiter.api.Test;

class DigitsTest {
    private static final DataFiles NONE = files -> {
        throw new AssertionError("digits need no files");
    };

    private static Digits digits(int train, int test) {
        return new Digits(train, test, 1, 2.6, 0.05);
    }

    private static Columns train(Splits splits) {
        return (Columns) splits.train();
    }

    private static Columns test(Splits splits) {
        return (Columns) splits.test().orElseThrow();
    }

    private static byte[] image(Columns split, int example) {
        return Arrays.copyOfRange(split.column("x").bytes(), 784 * example, 784 * (example + 1));
    }

    @Test
    void the_same_seed_draws_the_same_and_another_draws_other_digits() {
        Splits one = digits(50, 20).open(NONE, 7);
        Splits same = digits(50, 20).open(NONE, 7);
        Splits other = digits(50, 20).open(NONE, 8);

        assertArrayEquals(train(one).column("x").bytes(), train(same).column("x").bytes());
        assertArrayEquals(train(one).column("y").ints(), train(same).column("y").ints());
        assertArrayEquals(test(one).column("x").bytes(), test(same).column("x").bytes());
        assertEquals(one.fingerprint(), same.fingerprint());
        assertFalse(Arrays.equals(train(one).column("x").bytes(), train(other).column("x").bytes()));
        assertNotEquals(one.fingerprint(), other.fingerprint());
    }

    @Test
    void an_example_does_not_depend_on_how_many_are_drawn() {
        Splits few = digits(33, 7).open(NONE, 1);
        Splits many = digits(400, 90).open(NONE, 1);
        for (int i = 0; i < 33; i++) {
            assertArrayEquals(image(train(few), i), image(train(many), i), "image " + i);
            assertEquals(train(few).column("y").ints()[i], train(many).column("y").ints()[i], "label " + i);
        }
        for (int i = 0; i < 7; i++) {
            assertArrayEquals(image(test(few), i), image(test(many), i), "image " + i);
        }
    }

    @Test
    void how_many_threads_draw_changes_nothing() throws Exception {
        byte[] here = train(digits(300, 1).open(NONE, 5)).column("x").bytes();
        try (ForkJoinPool alone = new ForkJoinPool(1)) {
            byte[] there = alone.submit(() -> train(digits(300, 1).open(NONE, 5)).column("x").bytes()).get();
            assertArrayEquals(here, there);
        }
    }

    @Test
    void no_two_images_are_the_same_not_even_in_different_splits() {
        Splits splits = digits(1000, 1000).open(NONE, 3);
        Set<List<Byte>> images = new HashSet<>();
        for (Columns split : List.of(train(splits), test(splits))) {
            for (int i = 0; i < split.size(); i++) {
                byte[] image = image(split, i);
                images.add(IntStream.range(0, 784).mapToObj(p -> image[p]).toList());
            }
        }
        assertEquals(2000, images.size());
    }

    @Test
    void ten_in_a_row_are_ten_different_digits_in_no_fixed_order() {
        int[] labels = train(digits(500, 1).open(NONE, 2)).column("y").ints();
        Set<List<Integer>> orders = new HashSet<>();
        for (int ten = 0; ten < 50; ten++) {
            List<Integer> order = Arrays.stream(labels, 10 * ten, 10 * ten + 10).boxed().toList();
            assertEquals(Set.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), Set.copyOf(order));
            orders.add(order);
        }
        assertTrue(orders.size() > 45, "fifty orders out of 3,628,800 hardly repeat, but " + orders.size() + " differ");
    }

    @Test
    void every_digit_is_framed_as_in_mnist() {
        Columns split = train(new Digits(400, 1, 0, 2.6, 0).open(NONE, 1));
        for (int i = 0; i < split.size(); i++) {
            byte[] image = image(split, i);
            int[] rows = IntStream.range(0, 784).filter(p -> (image[p] & 0xff) > 64).map(p -> p / 28).toArray();
            int[] columns = IntStream.range(0, 784).filter(p -> (image[p] & 0xff) > 64).map(p -> p % 28).toArray();
            int height = Arrays.stream(rows).max().orElseThrow() - Arrays.stream(rows).min().orElseThrow() + 1;
            int width = Arrays.stream(columns).max().orElseThrow() - Arrays.stream(columns).min().orElseThrow() + 1;
            double mass = 0;
            double massX = 0;
            double massY = 0;
            for (int p = 0; p < 784; p++) {
                mass += image[p] & 0xff;
                massX += (image[p] & 0xff) * (p % 28);
                massY += (image[p] & 0xff) * (p / 28);
            }
            assertEquals(20, Math.max(height, width), 2, "longer side of example " + i);
            assertEquals(13.5, massX / mass, 1, "centre of mass of example " + i);
            assertEquals(13.5, massY / mass, 1, "centre of mass of example " + i);
        }
    }

    @Test
    void ink_is_bright_on_a_background_that_is_black() {
        Columns split = train(digits(500, 1).open(NONE, 4));
        for (int i = 0; i < split.size(); i++) {
            byte[] image = image(split, i);
            int brightest = IntStream.range(0, 784).map(p -> image[p] & 0xff).max().orElseThrow();
            long black = IntStream.range(0, 784).filter(p -> image[p] == 0).count();
            assertTrue(brightest > 150, "example " + i + " is no brighter than " + brightest);
            assertTrue(black > 392, "example " + i + " has only " + black + " black pixels");
        }
    }

    @Test
    void thickness_noise_and_distortion_do_what_they_say() {
        Columns thin = train(new Digits(200, 1, 1, 1.5, 0).open(NONE, 1));
        Columns thick = train(new Digits(200, 1, 1, 4, 0).open(NONE, 1));
        assertTrue(ink(thick) > 1.5 * ink(thin), ink(thick) + " of " + ink(thin));

        assertTrue(spread(new Digits(600, 1, 0, 2.6, 0)) < spread(new Digits(600, 1, 1, 2.6, 0)));
        assertTrue(spread(new Digits(600, 1, 1, 2.6, 0)) < spread(new Digits(600, 1, 2, 2.6, 0)));

        byte[] clean = train(new Digits(10, 1, 1, 2.6, 0).open(NONE, 1)).column("x").bytes();
        byte[] noisy = train(new Digits(10, 1, 1, 2.6, 0.3).open(NONE, 1)).column("x").bytes();
        for (int p = 0; p < clean.length; p++) {
            if (clean[p] == 0) {
                assertEquals(0, noisy[p], "noise changes the brightness of ink, not what is black");
            }
        }
        assertFalse(Arrays.equals(clean, noisy));
    }

    @Test
    void the_ends_of_all_ranges_draw_digits() {
        for (double distortion : new double[] {0, 3}) {
            for (double thickness : new double[] {0.5, 6}) {
                for (double noise : new double[] {0, 0.5}) {
                    Columns split = train(new Digits(100, 1, distortion, thickness, noise).open(NONE, 1));
                    for (int i = 0; i < 100; i++) {
                        byte[] image = image(split, i);
                        assertTrue(IntStream.range(0, 784).anyMatch(p -> image[p] != 0), "example " + i + " is empty");
                        assertTrue(IntStream.range(0, 784).anyMatch(p -> image[p] == 0), "example " + i + " is full");
                    }
                }
            }
        }
    }

    @Test
    void digits_can_be_told_apart_and_their_mean_pictures_are_not_enough_for_it() {
        Splits splits = digits(4000, 1000).open(NONE, 1);
        double[][] means = new double[10][784];
        for (int i = 0; i < 4000; i++) {
            byte[] image = image(train(splits), i);
            for (int p = 0; p < 784; p++) {
                means[train(splits).column("y").ints()[i]][p] += (image[p] & 0xff) / 400.0;
            }
        }
        int right = 0;
        for (int i = 0; i < 1000; i++) {
            byte[] image = image(test(splits), i);
            int nearest = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int digit = 0; digit < 10; digit++) {
                double distance = 0;
                for (int p = 0; p < 784; p++) {
                    double away = (image[p] & 0xff) - means[digit][p];
                    distance += away * away;
                }
                if (distance < least) {
                    least = distance;
                    nearest = digit;
                }
            }
            right += nearest == test(splits).column("y").ints()[i] ? 1 : 0;
        }
        // on MNIST the nearest mean is right 82 times of 100
        assertTrue(right > 600 && right < 900, right + " of 1000");
    }

    @Test
    void the_parity_of_a_digit_is_told_where_that_is_asked_for() {
        Columns digits = (Columns) new Digits(40, 1, 1, 2.6, 0).open(NONE, 5).train();
        Columns parities = (Columns) new Digits(40, 1, 1, 2.6, 0, Digits.Told.PARITY).open(NONE, 5).train();
        assertArrayEquals(digits.column("x").bytes(), parities.column("x").bytes());
        for (int i = 0; i < 40; i++) {
            assertEquals(digits.column("y").ints()[i] % 2, parities.column("y").ints()[i]);
        }
        assertEquals(List.of("even", "odd"), parities.features().getLast().classes());
    }

    @Test
    void a_batch_reads_bytes_and_labels() {
        Columns split = train(digits(20, 1).open(NONE, 1));
        assertEquals(List.of(
                new Feature("x", TensorType.of(DType.U8, 28, 28, 1), 1 / 255.0, 0, List.of()),
                Feature.classes("y", new TensorType(DType.I32, Shape.SCALAR),
                        IntStream.range(0, 10).mapToObj(String::valueOf).collect(Collectors.toList()))),
                split.features());
        Batch batch = Batch.of(2, split.features());
        batch.fill(split, new int[] {3, 17, 5}, 1);
        assertArrayEquals(image(split, 17), Arrays.copyOf(batch.tensor("x").bytes(), 784));
        assertArrayEquals(image(split, 5), Arrays.copyOfRange(batch.tensor("x").bytes(), 784, 1568));
        assertEquals(split.column("y").ints()[5], batch.tensor("y").ints()[1]);
    }

    private static double ink(Columns split) {
        byte[] pixels = split.column("x").bytes();
        return IntStream.range(0, pixels.length).mapToDouble(p -> pixels[p] & 0xff).average().orElseThrow();
    }

    /** Mean variance of a pixel among the zeros. */
    private static double spread(Digits digits) {
        Columns split = train(digits.open(NONE, 1));
        int[] labels = split.column("y").ints();
        List<byte[]> zeros = IntStream.range(0, split.size()).filter(i -> labels[i] == 0)
                .mapToObj(i -> image(split, i)).toList();
        double spread = 0;
        for (int p = 0; p < 784; p++) {
            int pixel = p;
            double mean = zeros.stream().mapToDouble(image -> image[pixel] & 0xff).average().orElseThrow();
            spread += zeros.stream().mapToDouble(image -> (image[pixel] & 0xff) - mean).map(d -> d * d).sum();
        }
        return spread / zeros.size();
    }
}
