package org.fascicle.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    /** Hours of sleep gained by ten patients with two drugs (Student 1908, The probable error of a mean). */
    private static final Comparison SLEEP = new Comparison("sleep", List.of("1", "2", "3", "4", "5", "6", "7", "8", "9",
            "10"), List.of(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0),
            List.of(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4));

    @Test
    void the_paired_test_gives_what_students_sleep_data_are_known_to_give() {
        // t.test(extra ~ group, paired = TRUE) in R: t = -4.0621, df = 9, p = 0.002833, interval -2.4598858 -0.7001142
        assertEquals(0.002833, SLEEP.pairedT().orElseThrow(), 1e-6);
        assertEquals(1.58, SLEEP.difference().mean(), 1e-12);
        assertEquals((2.4598858 - 0.7001142) / 2, SLEEP.difference().half(), 1e-6);
    }

    @Test
    void signed_ranks_leave_out_pairs_that_are_alike() {
        // Nine pairs differ, all upward: of 2⁹ choices of signs two are as far from the middle.
        assertEquals(2 / 512.0, SLEEP.wilcoxon().orElseThrow(), 1e-12);
    }

    @Test
    void a_single_pair_and_equal_pairs_tell_nothing() {
        Comparison one = new Comparison("f", List.of("seed 1"), List.of(0.5), List.of(0.75));
        assertEquals(0.25, one.difference().mean());
        assertTrue(Double.isNaN(one.difference().half()));
        assertTrue(one.pairedT().isEmpty() && one.wilcoxon().isEmpty());
        assertTrue(new Comparison("f", List.of("1", "2"), List.of(1.0, 2.0), List.of(1.0, 2.0)).pairedT().isEmpty());
    }
}
