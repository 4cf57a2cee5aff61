package org.fascicle.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.fascicle.data.Batch;
import org.fascicle.data.Split;
import org.fascicle.testkit.DatasetContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReversalTest {
    @Nested
    class ContractTest extends DatasetContract<Reversal> {
    }

    @Test
    void the_target_is_the_sequence_from_its_end_and_what_came_before_is_the_target_one_place_earlier() {
        Split train = new Reversal(50, 5, 6, 9).open(files -> {
            throw new AssertionError("it needs no files");
        }, 3).train();
        Batch batch = Batch.of(1, train.features());
        for (int example = 0; example < train.size(); example++) {
            train.read(example, batch, 0);
            int[] x = batch.tensor("x").ints();
            int[] y = batch.tensor("y").ints();
            int[] previous = batch.tensor("previous").ints();
            assertEquals(0, previous[0]);
            IntStream.range(0, 6).forEach(place -> assertEquals(x[place], y[5 - place]));
            IntStream.range(1, 6).forEach(place -> assertEquals(y[place - 1], previous[place]));
            assertEquals(0, Arrays.stream(x).filter(symbol -> symbol < 1 || symbol > 9).count());
        }
    }
}
