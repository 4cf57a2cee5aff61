package org.fascicle.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionTest {
    /** Five cats of which one is taken for a dog, one dog that is one, no bird. */
    private final Confusion confusion = Confusion.of(List.of("cat", "dog", "bird"), new int[] {0, 0, 1, 0, 0, 0},
            new int[] {0, 0, 1, 1, 0, 0});

    @Test
    void a_row_is_a_true_class_and_a_column_what_it_was_taken_for() {
        assertEquals(List.of(List.of(4, 1, 0), List.of(0, 1, 0), List.of(0, 0, 0)), confusion.counts());
        assertEquals(5, confusion.right());
        assertEquals(6, confusion.examples());
    }

    @Test
    void recall_is_a_share_of_a_row_and_precision_of_a_column() {
        assertEquals(4 / 5.0, confusion.recall(0));
        assertEquals(1.0, confusion.precision(0));
        assertEquals(1.0, confusion.recall(1));
        assertEquals(1 / 2.0, confusion.precision(1));
        assertTrue(Double.isNaN(confusion.recall(2)));
        assertEquals(List.of("bird", "0", "0", "0", "-"), confusion.table().get(3));
    }
}
