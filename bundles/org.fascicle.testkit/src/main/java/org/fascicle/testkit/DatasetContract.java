package org.fascicle.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.fascicle.data.Batch;
import org.fascicle.data.DataException;
import org.fascicle.data.DataFiles;
import org.fascicle.data.Dataset;
import org.fascicle.data.Feature;
import org.fascicle.data.Split;
import org.fascicle.data.Splits;
import org.fascicle.graph.HostTensor;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What every dataset must do. The whole test of one is {@code class RingsTest extends DatasetContract<Rings> {}}; one
 * that needs files says where they are, and is skipped where they are not.
 *
 * @param <D> the dataset
 */
@ConsumerType
public abstract class DatasetContract<D extends Dataset> extends ContributionContract<D> {
    private static final int TRIED = 8;

    /** Where its files are looked for. */
    protected DataFiles files() {
        return wanted -> {
            throw DataException.missing("this test has no files: " + wanted);
        };
    }

    @Test
    void it_has_examples_whose_features_are_the_same_in_every_split() {
        Splits splits = open();
        assertTrue(splits.train().size() > 0, "there is nothing to learn from");
        splits.test().ifPresent(test -> {
            assertTrue(test.size() > 0, "the test split is empty");
            assertEquals(splits.train().features(), test.features());
        });
        Set<String> names = new HashSet<>();
        splits.train().features().forEach(feature -> assertTrue(names.add(feature.name()), feature::toString));
        assertTrue(names.contains("x"), () -> "a model reads x, and there is " + names);
    }

    @Test
    void values_are_finite_and_class_numbers_name_a_class() {
        each(open(), split -> read(split).forEach((feature, values) -> {
            for (double value : values.toDoubles()) {
                assertTrue(Double.isFinite(value), () -> feature.name() + " has " + value);
                assertTrue(feature.classes().isEmpty() || value >= 0 && value < feature.classes().size(),
                        () -> feature.name() + " has the class number " + value + " of " + feature.classes());
            }
        }));
    }

    @Test
    void the_same_seed_gives_the_same_examples() {
        Splits first = open();
        Splits second = open();
        assertEquals(first.fingerprint(), second.fingerprint());
        assertEquals(read(first.train()), read(second.train()));
        assertTrue(first.fingerprint().sha256().matches("[0-9a-f]{64}"), first.fingerprint()::toString);
    }

    @Test
    void an_example_is_the_same_wherever_and_whenever_it_is_read() {
        Split split = open().train();
        int last = split.size() - 1;
        Batch batch = Batch.of(3, split.features());
        batch.fill(split, new int[] {last, 0, last}, 0);
        batch.tensors().forEach((name, tensor) -> {
            double[] values = tensor.toDoubles();
            int row = values.length / 3;
            for (int i = 0; i < row; i++) {
                assertEquals(values[i], values[2 * row + i], name);
            }
        });
    }

    private Splits open() {
        try {
            return contribution().open(files(), 1);
        } catch (DataException missing) {
            if (missing.isMissing()) {
                abort(missing.getMessage());
            }
            throw new AssertionError(missing);
        }
    }

    private static void each(Splits splits, Consumer<Split> test) {
        Stream.concat(Stream.of(splits.train()), splits.test().stream()).forEach(test);
    }

    /** Some examples, spread over the split. */
    private static Map<Feature, HostTensor> read(Split split) {
        int size = Math.min(TRIED, split.size());
        Batch batch = Batch.of(size, split.features());
        for (int place = 0; place < size; place++) {
            split.read((int) ((long) place * (split.size() - 1) / Math.max(1, size - 1)), batch, place);
        }
        Map<Feature, HostTensor> values = new LinkedHashMap<>();
        split.features().forEach(feature -> values.put(feature, batch.tensor(feature.name())));
        return values;
    }
}
