package org.fascicle.workbench.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fascicle.data.Batch;
import org.fascicle.data.Columns;
import org.fascicle.data.DataException;
import org.fascicle.data.Dataset;
import org.fascicle.data.Feature;
import org.fascicle.data.Fingerprint;
import org.fascicle.data.Fit;
import org.fascicle.data.FittedSplit;
import org.fascicle.data.Split;
import org.fascicle.data.Splits;
import org.fascicle.experiment.Data;
import org.fascicle.experiment.Data.ClassWeights;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;
import org.junit.jupiter.api.Test;

/** How examples are divided into parts. */
class PartsTest {
    private static final Dataset NONE = (files, seed) -> {
        throw DataException.missing("not opened here");
    };

    /** Examples whose x is their number, with so many of each class, one class behind the other. */
    private static Splits examples(int... counts) {
        int size = IntStream.of(counts).sum();
        float[] x = new float[size];
        int[] y = new int[size];
        for (int number = 0, i = 0; number < counts.length; number++) {
            for (int k = 0; k < counts[number]; k++, i++) {
                x[i] = i;
                y[i] = number;
            }
        }
        List<String> classes = IntStream.range(0, counts.length).mapToObj(number -> "class " + (char) ('a' + number))
                .toList();
        return new Splits(new Columns(List.of(Feature.of("x", TensorType.of(DType.F32, 1)),
                Feature.classes("y", new TensorType(DType.I32, Shape.SCALAR), classes)),
                List.of(HostTensor.of(Shape.of(size, 1), x), HostTensor.of(Shape.of(size), y))), Optional.empty(),
                Fingerprint.of());
    }

    private static Data data(double validation, double test, boolean stratified) {
        return new Data(NONE, validation, 4, true, Optional.empty(), test, stratified, Optional.empty(),
                Optional.empty(), ClassWeights.EQUAL);
    }

    private static Data folds(int folds, int fold, double validation, boolean stratified) {
        return new Data(NONE, validation, 4, true, Optional.empty(), 0, stratified, Optional.of(folds),
                Optional.of(fold), ClassWeights.EQUAL);
    }

    private static int[] column(Split split, String name) {
        Batch batch = Batch.of(1, split.features());
        return IntStream.range(0, split.size()).map(example -> {
            split.read(example, batch, 0);
            return (int) batch.tensor(name).toDoubles()[0];
        }).toArray();
    }

    private static int[] joined(int[]... parts) {
        return Arrays.stream(parts).flatMapToInt(IntStream::of).sorted().toArray();
    }

    private static int[] counts(Split split, int classes) {
        int[] counts = new int[classes];
        for (int number : column(split, "y")) {
            counts[number]++;
        }
        return counts;
    }

    private static String refusal(Splits splits, Data data) {
        return assertThrows(IllegalArgumentException.class, () -> Parts.of(splits, data, 1)).getMessage();
    }

    @Test
    void parts_are_as_large_as_asked_for_and_share_no_example() {
        for (boolean stratified : new boolean[] {false, true}) {
            Parts parts = Parts.of(examples(30, 20), data(0.2, 15, stratified), 3);
            int[] train = column(parts.train(), "x");
            int[] validation = column(parts.validation().orElseThrow(), "x");
            int[] test = column(parts.test().orElseThrow(), "x");
            assertEquals(List.of(25, 10, 15), List.of(train.length, validation.length, test.length));
            int[] all = joined(train, validation, test);
            assertArrayEquals(IntStream.range(0, 50).toArray(), all);
        }
    }

    @Test
    void another_seed_divides_in_another_way_and_the_same_in_the_same() {
        for (boolean stratified : new boolean[] {false, true}) {
            Data data = data(0.2, 0.2, stratified);
            int[] once = column(Parts.of(examples(30, 20), data, 3).test().orElseThrow(), "x");
            assertArrayEquals(once, column(Parts.of(examples(30, 20), data, 3).test().orElseThrow(), "x"));
            assertFalse(Arrays.equals(once, column(Parts.of(examples(30, 20), data, 4).test().orElseThrow(), "x")));
        }
    }

    @Test
    void stratified_parts_have_the_classes_in_the_proportions_of_the_whole() {
        for (long seed = 1; seed <= 20; seed++) {
            Parts parts = Parts.of(examples(60, 30, 10), data(0.1, 0.2, true), seed);
            // 20 of 100 and then 10 of 80: a class has its share, rounded up or down, in each
            proportional(parts.test().orElseThrow(), new double[] {12, 6, 2});
            proportional(parts.validation().orElseThrow(), new double[] {6, 3, 1});
            proportional(parts.train(), new double[] {42, 21, 7});
        }
    }

    private static void proportional(Split split, double[] expected) {
        int[] counts = counts(split, expected.length);
        for (int number = 0; number < counts.length; number++) {
            assertTrue(Math.abs(counts[number] - expected[number]) <= 1, () -> Arrays.toString(counts));
        }
    }

    @Test
    void a_division_by_chance_does_not_keep_proportions() {
        assertTrue(IntStream.rangeClosed(1, 20).anyMatch(seed -> Math.abs(counts(Parts.of(examples(60, 30, 10),
                data(0, 0.2, false), seed).test().orElseThrow(), 3)[0] - 12) > 1));
    }

    @Test
    void each_example_is_tested_in_one_fold_and_learned_from_in_all_others() {
        for (boolean stratified : new boolean[] {false, true}) {
            int[] tested = new int[52];
            for (int fold = 1; fold <= 5; fold++) {
                Parts parts = Parts.of(examples(31, 21), folds(5, fold, 0.25, stratified), 7);
                int[] test = column(parts.test().orElseThrow(), "x");
                IntStream.of(test).forEach(example -> tested[example]++);
                assertTrue(test.length == 10 || test.length == 11);
                assertEquals(Math.rint(0.25 * (52 - test.length)), parts.validation().orElseThrow().size());
                int[] rest = joined(column(parts.train(), "x"), column(parts.validation().get(), "x"), test);
                assertArrayEquals(IntStream.range(0, 52).toArray(), rest);
                if (stratified) {
                    proportional(parts.test().get(), new double[] {31 / 5.0, 21 / 5.0});
                }
            }
            assertTrue(IntStream.of(tested).allMatch(times -> times == 1), () -> Arrays.toString(tested));
        }
    }

    @Test
    void a_part_that_would_be_empty_is_refused() {
        assertEquals("data.test of 0.01 is no whole one of 30 examples, and the part would be empty; make it larger, "
                + "or write 0 for none", refusal(examples(20, 10), data(0, 0.01, false)));
        assertEquals("data.validation of 0.01 is no whole one of 30 examples, and the part would be empty; make it "
                + "larger, or write 0 for none", refusal(examples(20, 10), data(0.01, 0, false)));
        assertEquals("data.test sets 30 examples aside, but there are 30; make it smaller",
                refusal(examples(20, 10), data(0, 30, false)));
        assertEquals("data.validation sets 10 examples aside, but there are 10; make it smaller",
                refusal(examples(20, 10), data(10, 20, false)));
        assertEquals("data.folds divides 3 examples into 5 parts, some of them empty; make it smaller",
                refusal(examples(2, 1), folds(5, 1, 0, false)));
    }

    @Test
    void fractions_that_leave_nothing_are_refused_at_once() {
        assertEquals("validation 0.3 and test 0.8 together leave nothing to learn from; make their sum smaller than 1",
                assertThrows(IllegalArgumentException.class, () -> data(0.3, 0.8, false)).getMessage());
        assertEquals("test is a fraction below 1 or a whole number of examples, not 1.5",
                assertThrows(IllegalArgumentException.class, () -> data(0, 1.5, false)).getMessage());
        assertEquals("fold 6 of 5; they are numbered from 1",
                assertThrows(IllegalArgumentException.class, () -> folds(5, 6, 0, false)).getMessage());
    }

    @Test
    void a_class_with_too_few_examples_for_a_stratified_division_is_named() {
        assertEquals("the class `class b` has 1 example, and a stratified division into 2 parts needs one in each; "
                + "collect more of it, leave it out, or write data.stratified: false",
                refusal(examples(20, 1, 9), data(0, 0.2, true)));
        assertEquals("the class `class b` has 1 example, the class `class c` has 2 examples, and a stratified division "
                + "into 3 parts needs one in each; collect more of it, leave it out, or write data.stratified: false",
                refusal(examples(20, 1, 2), data(0.2, 0.2, true)));
        assertEquals("the class `class b` has 1 example, and a stratified division into 2 parts needs one in each; "
                + "collect more of it, leave it out, or write data.stratified: false",
                refusal(examples(20, 1), folds(5, 1, 0, true)));
    }

    @Test
    void only_classes_can_be_stratified() {
        Splits line = new Splits(new Line(10, 1, 0).split(), Optional.empty(), Fingerprint.of());
        assertEquals("data.stratified keeps the proportions of classes, and this dataset has none; leave it out",
                refusal(line, data(0, 0.2, true)));
    }

    @Test
    void a_test_part_beside_that_of_the_dataset_is_refused() {
        Splits whole = examples(5, 5);
        Splits divided = new Splits(whole.train(), Optional.of(whole.train()), Fingerprint.of());
        assertEquals("data.test makes a test part, and this dataset has one of its own, of 10 examples; leave it out",
                refusal(divided, data(0, 0.2, false)));
        assertEquals("data.folds makes a test part, and this dataset has one of its own, of 10 examples; leave it out",
                refusal(divided, folds(2, 1, 0, false)));
    }

    /** Examples of which those that are fitted are remembered. */
    private static final class Watched implements FittedSplit {
        private final Split split;
        private int[] fitted = {};

        private Watched(Split split) {
            this.split = split;
        }

        @Override
        public Fit fit(int[] examples) {
            fitted = examples.clone();
            return new Fit(List.of(new Fit.Column("x", Map.of("shift", (double) examples.length),
                    List.of())));
        }

        @Override
        public Split through(Fit fit) {
            Split inner = split;
            return new Split() {
                @Override
                public int size() {
                    return inner.size();
                }

                @Override
                public List<Feature> features() {
                    return inner.features();
                }

                @Override
                public void read(int example, Batch batch, int place) {
                    inner.read(example, batch, place);
                    batch.tensor("x").set(place, example + 1000 * fit.column("x").number("shift"));
                }
            };
        }

        @Override
        public int size() {
            return split.size();
        }

        @Override
        public List<Feature> features() {
            return split.features();
        }

        @Override
        public void read(int example, Batch batch, int place) {
            throw new AssertionError("a part is read as it is, not through what the training part teaches");
        }
    }

    @Test
    void what_is_learned_of_the_examples_is_learned_of_the_training_part_alone() {
        Watched watched = new Watched(examples(30).train());
        Parts parts = Parts.of(new Splits(watched, Optional.empty(), Fingerprint.of()), data(0.2, 0.3, false), 2);
        assertEquals(15, watched.fitted.length);
        int[] train = IntStream.of(column(parts.train(), "x")).map(x -> x - 15_000).toArray();
        assertArrayEquals(train, watched.fitted);
        // validation and test are seen through it too
        for (Split part : List.of(parts.validation().orElseThrow(), parts.test().orElseThrow())) {
            assertTrue(IntStream.of(column(part, "x")).allMatch(x -> x >= 15_000 && x < 15_030));
        }
        assertEquals(15, parts.fit().orElseThrow().column("x").number("shift"));
    }

    @Test
    void a_test_part_of_the_dataset_is_seen_through_what_the_training_part_teaches() {
        Watched test = new Watched(examples(5).train());
        Splits splits = new Splits(new Watched(examples(30).train()), Optional.of(test), Fingerprint.of());
        Parts parts = Parts.of(splits, data(0, 0, false), 2);
        assertArrayEquals(new int[] {30_000, 30_001, 30_002, 30_003, 30_004},
                column(parts.test().orElseThrow(), "x"));
        assertEquals(0, test.fitted.length);
    }

    @Test
    void balanced_weights_make_each_class_count_alike() {
        // scikit-learn's compute_class_weight("balanced"): 12 / (3 · 8), 12 / (3 · 3), 12 / (3 · 1)
        assertEquals(List.of(0.5, 4 / 3.0, 4.0), Balance.weights(new int[] {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2}, 3));
        assertEquals(List.of(1.0, 1.0, 1.0), Balance.weights(new int[] {0, 2}, 3));
    }
}
