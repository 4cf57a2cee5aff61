package org.fascicle.workbench.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeasesTest {
    private final Leases<String> leases = new Leases<>();
    private final List<String> done = new ArrayList<>();

    @Test
    void what_nobody_holds_goes_at_once() {
        assertTrue(leases.whenFree("a", () -> done.add("a")));
        assertEquals(List.of("a"), done);
    }

    @Test
    void what_is_held_goes_with_the_last_lease_in_the_order_of_asking() {
        leases.take(List.of("a", "b"));
        leases.take(List.of("a"));
        assertFalse(leases.whenFree("a", () -> done.add("stop")));
        assertFalse(leases.whenFree("a", () -> done.add("update")));
        leases.giveBack(List.of("a", "b"));
        assertEquals(List.of(), done);
        leases.giveBack(List.of("a"));
        assertEquals(List.of("stop", "update"), done);
        assertTrue(leases.whenFree("a", () -> done.add("again")));
    }

    @Test
    void what_goes_may_take_leases_itself() {
        leases.take(List.of("a"));
        leases.whenFree("a", () -> {
            leases.take(List.of("a"));
            done.add("inside");
            leases.giveBack(List.of("a"));
        });
        leases.giveBack(List.of("a"));
        assertEquals(List.of("inside"), done);
    }

    @Test
    void a_lease_given_back_twice_counts_once() {
        leases.take(List.of("a"));
        leases.take(List.of("a"));
        Lease lease = new Lease(new Exposure().picture(kind -> List.of()), () -> leases.giveBack(List.of("a")));
        lease.close();
        lease.close();
        assertFalse(leases.whenFree("a", () -> done.add("a")));
    }
}
