package org.fascicle.backend.cpu.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.fascicle.backend.cpu.machine.Trials.Way;
import org.junit.jupiter.api.Test;

class TrialsTest {
    private static final long MILLISECOND = 1_000_000;

    private long now;
    private final Trials trials = new Trials(() -> now);

    @Test
    void every_way_is_gone_and_most_steps_go_the_usual_one() {
        List<Way> ways = steps(1_000);

        assertTrue(ways.containsAll(List.of(Way.values())));
        assertTrue(ways.stream().filter(way -> way != Way.USUAL).count() < 50);
        assertEquals(4, ways.stream().filter(way -> way == Way.ALONE).count());
    }

    @Test
    void threads_are_woken_before_anything_is_counted() {
        List<Way> ways = steps(200);

        assertEquals(Way.TOGETHER, ways.get(ways.indexOf(Way.WAKING) + 1));
        assertFalse(ways.subList(0, ways.indexOf(Way.WAKING)).contains(Way.TOGETHER));
    }

    @Test
    void a_trial_that_others_hold_up_ends_at_once_and_the_next_one_comes_later() {
        long first = stepsTo(Way.WAKING);
        trials.shared(10_000, 4 * MILLISECOND);

        assertEquals(Way.USUAL, trials.way());
        assertTrue(stepsTo(Way.WAKING) > 1.8 * first);
    }

    @Test
    void a_trial_goes_on_where_sharing_is_only_somewhat_slower() {
        stepsTo(Way.WAKING);
        trials.shared(10_000, 30_000);

        assertEquals(Way.WAKING, trials.way());
    }

    private List<Way> steps(int count) {
        List<Way> ways = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            step();
            ways.add(trials.way());
        }
        return ways;
    }

    private long stepsTo(Way way) {
        long count = 0;
        do {
            step();
            count++;
        } while (trials.way() != way);
        return count;
    }

    private void step() {
        now += MILLISECOND;
        trials.begin();
    }
}
