package org.fascicle.backend.cpu.machine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.fascicle.backend.cpu.machine.Trials.Way;
import org.fascicle.backend.cpu.movement.Fill;
import org.junit.jupiter.api.Test;

class ShareableTest {
    private final Shareable shareable = new Shareable(new Fill(Bank.FLOATS, new Place.Fixed(0), 1, 0), 2);

    @Test
    void it_is_shared_until_one_thread_is_known_to_be_quicker() {
        assertTrue(shareable.isShared(Way.QUICKEST));
        shareable.took(Way.QUICKEST, true, 20_000);
        shareable.took(Way.ALONE, false, 30_000);
        assertTrue(shareable.isShared(Way.QUICKEST));

        for (int i = 0; i < 100; i++) {
            shareable.took(Way.ALONE, false, 10_000);
        }
        assertFalse(shareable.isShared(Way.QUICKEST));
    }

    @Test
    void a_trial_forgets_what_sharing_took_when_others_had_the_processors() {
        shareable.took(Way.QUICKEST, true, 4_000_000);
        shareable.took(Way.ALONE, false, 30_000);
        assertFalse(shareable.isShared(Way.QUICKEST));

        shareable.took(Way.WAKING, true, 70_000);
        shareable.took(Way.TOGETHER, true, 20_000);
        assertTrue(shareable.isShared(Way.QUICKEST));
    }
}
