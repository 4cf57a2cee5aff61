package org.fascicle.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.fascicle.data.Columns;
import org.fascicle.data.DataException;
import org.fascicle.data.DataFiles;
import org.fascicle.data.Dataset;
import org.fascicle.data.Splits;
import org.junit.jupiter.api.Test;

class PlaneTest {
    private static final DataFiles NONE = files -> {
        throw new AssertionError("drawn points need no files");
    };

    private static Columns train(Dataset dataset, long seed) throws DataException {
        return (Columns) dataset.open(NONE, seed).train();
    }

    @Test
    void xor_is_the_four_corners_with_the_class_of_exclusive_or() throws DataException {
        Splits splits = new Xor.Type().example().open(NONE, 1);
        for (Columns split : List.of((Columns) splits.train(), (Columns) splits.test().orElseThrow())) {
            assertArrayEquals(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, split.column("x").floats());
            assertArrayEquals(new int[] {0, 1, 1, 0}, split.column("y").ints());
            assertEquals(List.of("0", "1"), split.features().get(1).classes());
        }
    }

    @Test
    void copies_of_the_corners_spread_with_the_noise_and_the_test_does_not() throws DataException {
        Splits splits = new Xor(2_000, 0.1).open(NONE, 1);
        float[] x = ((Columns) splits.train()).column("x").floats();
        int[] y = ((Columns) splits.train()).column("y").ints();
        double squares = 0;
        for (int i = 0; i < 8_000; i++) {
            assertEquals(i % 4 == 1 || i % 4 == 2 ? 1 : 0, y[i]);
            double dx = x[2 * i] - (i % 4 / 2);
            double dy = x[2 * i + 1] - (i % 2);
            squares += dx * dx + dy * dy;
        }
        // 16,000 draws: the standard error of the deviation is 0.0006
        assertEquals(0.1, Math.sqrt(squares / 16_000), 0.003);
        assertArrayEquals(new float[] {0, 0, 0, 1, 1, 0, 1, 1},
                ((Columns) splits.test().orElseThrow()).column("x").floats());
    }

    @Test
    void moons_without_noise_lie_on_their_half_circles() throws DataException {
        Columns moons = train(new Moons(1_000, 10, 0), 1);
        for (int i = 0; i < 1_000; i++) {
            double x = moons.column("x").floats()[2 * i];
            double y = moons.column("x").floats()[2 * i + 1];
            int label = moons.column("y").ints()[i];
            assertEquals(i % 2, label);
            double fromCentre = label == 0 ? Math.hypot(x, y) : Math.hypot(x - 1, y - 0.5);
            assertEquals(1, fromCentre, 1e-6);
            assertTrue(label == 0 ? y >= 0 : y <= 0.5, "the half of the circle");
        }
    }

    @Test
    void circles_without_noise_lie_around_each_other() throws DataException {
        Columns circles = train(new Circles(1_000, 10, 0, 0.3), 1);
        float[] x = circles.column("x").floats();
        int inUpperHalf = 0;
        for (int i = 0; i < 1_000; i++) {
            assertEquals(i % 2, circles.column("y").ints()[i]);
            assertEquals(i % 2 == 0 ? 1 : 0.3, Math.hypot(x[2 * i], x[2 * i + 1]), 1e-6);
            inUpperHalf += x[2 * i + 1] > 0 ? 1 : 0;
        }
        // 500 of 1,000, with a standard error of 16
        assertEquals(500, inUpperHalf, 65);
    }

    @Test
    void blobs_are_normal_around_middles_that_training_and_test_share() throws DataException {
        Splits splits = new Blobs(30_000, 30_000, 3, 2, 0.5).open(NONE, 4);
        double[][] sums = new double[2][6];
        double squares = 0;
        List<Columns> both = List.of((Columns) splits.train(), (Columns) splits.test().orElseThrow());
        for (int part = 0; part < 2; part++) {
            float[] x = both.get(part).column("x").floats();
            for (int i = 0; i < x.length; i++) {
                sums[part][i % 6] += x[i] / 10_000.0;
            }
            for (int i = 0; i < x.length; i++) {
                squares += Math.pow(x[i] - sums[part][i % 6], 2) / 120_000;
            }
        }
        // a mean of 10,000 draws of deviation 0.5 has a standard error of 0.005
        assertArrayEquals(sums[0], sums[1], 0.03);
        assertEquals(0.5, Math.sqrt(squares), 0.005);
        assertTrue(Arrays.stream(sums[0]).allMatch(middle -> Math.abs(middle) <= 10.1));
        assertEquals(List.of("0", "1", "2"), splits.train().features().getLast().classes());
    }

    @Test
    void a_sine_is_noisy_in_training_and_not_in_the_test() throws DataException {
        Splits splits = new Sine(20_000, 1_000, 0.2).open(NONE, 1);
        assertEquals(0.2, offSine((Columns) splits.train()), 0.005);
        assertEquals(0, offSine((Columns) splits.test().orElseThrow()), 1e-6);
    }

    private static double offSine(Columns points) {
        double squares = 0;
        float[] x = points.column("x").floats();
        for (int i = 0; i < x.length; i++) {
            assertTrue(Math.abs(x[i]) <= Math.PI + 1e-6);
            squares += Math.pow(points.column("y").floats()[i] - Math.sin(x[i]), 2);
        }
        return Math.sqrt(squares / x.length);
    }

    @Test
    void noise_moves_points_off_the_moons_by_its_deviation() throws DataException {
        Columns moons = train(new Moons(20_000, 10, 0.05), 1);
        double squares = 0;
        for (int i = 0; i < 20_000; i++) {
            double x = moons.column("x").floats()[2 * i];
            double y = moons.column("x").floats()[2 * i + 1];
            double away = moons.column("y").ints()[i] == 0 ? Math.hypot(x, y) - 1 : Math.hypot(x - 1, y - 0.5) - 1;
            squares += away * away;
        }
        assertEquals(0.05, Math.sqrt(squares / 20_000), 0.002);
    }

    @Test
    void spirals_without_noise_lie_on_their_arms() throws DataException {
        Columns spirals = train(new Spirals(900, 10, 3, 2, 0), 1);
        assertEquals(List.of("0", "1", "2"), spirals.features().get(1).classes());
        for (int i = 0; i < 900; i++) {
            double x = spirals.column("x").floats()[2 * i];
            double y = spirals.column("x").floats()[2 * i + 1];
            int arm = spirals.column("y").ints()[i];
            assertEquals(i % 3, arm);
            double radius = Math.hypot(x, y);
            assertTrue(radius > 0.0999 && radius < 1.0001, "radius " + radius);
            double turnsAway = Math.atan2(y, x) / (2 * Math.PI) - 2 * radius - arm / 3.0;
            assertEquals(0, turnsAway - Math.rint(turnsAway), 1e-5);
        }
    }

    @Test
    void the_seed_alone_decides_and_an_example_does_not_depend_on_how_many_are_drawn() throws DataException {
        for (List<Dataset> pair : List.of(
                List.<Dataset>of(new Moons(40, 5, 0.1), new Moons(90, 50, 0.1)),
                List.<Dataset>of(new Spirals(40, 5, 2, 1.5, 0.1), new Spirals(90, 50, 2, 1.5, 0.1)),
                List.<Dataset>of(new Xor(10, 0.1), new Xor(20, 0.1)))) {
            float[] few = train(pair.get(0), 3).column("x").floats();
            assertArrayEquals(few, Arrays.copyOf(train(pair.get(1), 3).column("x").floats(), 80));
            assertFalse(Arrays.equals(few, train(pair.get(0), 4).column("x").floats()));
            assertEquals(pair.get(0).open(NONE, 3).fingerprint(), pair.get(0).open(NONE, 3).fingerprint());
            assertFalse(pair.get(0).open(NONE, 3).fingerprint().equals(pair.get(0).open(NONE, 4).fingerprint()));
        }
    }

    @Test
    void training_and_test_are_different_points() throws DataException {
        Splits splits = new Moons(50, 50, 0.1).open(NONE, 1);
        assertFalse(Arrays.equals(((Columns) splits.train()).column("x").floats(),
                ((Columns) splits.test().orElseThrow()).column("x").floats()));
    }
}
