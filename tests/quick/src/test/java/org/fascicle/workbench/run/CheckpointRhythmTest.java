package org.fascicle.workbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.fascicle.experiment.Checkpoints;
import org.junit.jupiter.api.Test;

class CheckpointRhythmTest {
    private final AtomicLong nanos = new AtomicLong(-5);

    private CheckpointRhythm rhythm(int steps, int seconds) {
        return new CheckpointRhythm(new Checkpoints(1, steps, seconds), nanos::get);
    }

    @Test
    void steps_are_counted_from_the_start_of_the_run() {
        CheckpointRhythm rhythm = rhythm(3, 0);
        assertEquals(List.of(3L, 6L, 9L), LongStream.rangeClosed(1, 9).filter(rhythm::isDue).boxed().toList());
    }

    @Test
    void seconds_are_counted_from_the_last_checkpoint_whatever_it_was_written_for() {
        CheckpointRhythm rhythm = rhythm(0, 2);
        assertFalse(rhythm.isDue(1));
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
        assertTrue(rhythm.isDue(2));
        rhythm.kept();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(2) - 1);
        assertFalse(rhythm.isDue(3));
        nanos.addAndGet(1);
        assertTrue(rhythm.isDue(4));
    }

    @Test
    void without_a_wish_none_is_due() {
        CheckpointRhythm rhythm = rhythm(0, 0);
        nanos.addAndGet(TimeUnit.DAYS.toNanos(9));
        assertTrue(LongStream.rangeClosed(1, 100).noneMatch(rhythm::isDue));
    }
}
