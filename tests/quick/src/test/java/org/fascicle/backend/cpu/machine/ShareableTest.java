package org.fascicle.backend.cpu.machine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.fascicle.backend.cpu.machine.Trials.Way;
import org.fascicle.backend.cpu.movement.Fill;
import org.junit.jupiter.api.Test;

class ShareableTest {
    private final Shareable shareable = new Shareable(new Fill(Bank.FLOATS, new Place.Fixed(0), 1, 0), 2, 1);

    @Test
    void it_is_shared_though_one_thread_is_somewhat_quicker() {
        run(Way.USUAL, 40_000);
        run(Way.ALONE, 30_000);

        assertTrue(shareable.isShared(Way.USUAL));
    }

    @Test
    void it_goes_alone_at_once_where_others_have_the_processors() {
        run(Way.ALONE, 30_000);
        run(Way.USUAL, 4_000_000);

        assertFalse(shareable.isShared(Way.USUAL));
    }

    @Test
    void a_trial_forgets_what_sharing_took_when_others_had_the_processors() {
        run(Way.ALONE, 30_000);
        run(Way.USUAL, 4_000_000);

        run(Way.WAKING, 70_000);
        run(Way.TOGETHER, 20_000);
        assertTrue(shareable.isShared(Way.USUAL));
    }

    private void run(Way way, long nanoseconds) {
        shareable.took(shareable.isShared(way), nanoseconds);
    }
}
