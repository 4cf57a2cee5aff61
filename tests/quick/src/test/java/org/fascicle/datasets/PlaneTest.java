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
