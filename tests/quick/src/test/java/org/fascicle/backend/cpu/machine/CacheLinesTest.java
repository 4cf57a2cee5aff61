package org.fascicle.backend.cpu.machine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheLinesTest {
    /** More than one copy may be needed where other threads ask for large arrays between two of them. */
    private static final int LOOKS = 8;
    private static final int COLLECTIONS = 48;
    private static final int ENOUGH = 3;

    @ParameterizedTest
    @ValueSource(ints = {600_000, 600_002, 600_010, 1_000_006})
    void a_copy_of_a_large_array_has_its_elements_and_begins_with_a_line(int length) {
        float[] array = new float[length];
        for (int i = 0; i < length; i++) {
            array[i] = i;
        }
        CacheLines lines = new CacheLines();
        float[] moved = array;
        for (int look = 0; look < LOOKS && !CacheLines.begin(moved, 48); look++) {
            moved = lines.moved(moved, 48);
        }
        assertTrue(CacheLines.begin(moved, 48));
        assertArrayEquals(array, moved);
    }

    @Test
    void a_copy_stays_where_lines_begin_when_the_collector_closes_gaps() {
        CacheLines lines = new CacheLines();
        float[] array = new float[(int) CacheLines.whole(700_000, Float.BYTES)];
        int stayed = 0;
        for (int look = 0; look < COLLECTIONS && stayed < ENOUGH; look++) {
            for (int more = 0; more < LOOKS && !CacheLines.begin(array, 48); more++) {
                array = lines.moved(array, 48);
            }
            System.gc();
            stayed += CacheLines.begin(array, 48) ? 1 : 0;
        }
        // some collections find the garbage of other tests before the array
        assertEquals(ENOUGH, stayed);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 12, 13, 600_000})
    void whole_lines_hold_an_array_and_its_header(int length) {
        long whole = CacheLines.whole(length, Float.BYTES);
        assertEquals(0, (16 + whole * Float.BYTES) % 64);
        assertTrue(whole >= length && whole < length + 16);
    }

    @Test
    void blocks_keep_what_they_hold_when_an_arena_looks_where_it_lies() {
        Arena arena = new Arena(Long.MAX_VALUE);
        Block block = arena.allocate(Bank.FLOATS, 700_000, "a test");
        for (int i = 0; i < block.length(); i++) {
            arena.floats()[block.offset() + i] = i;
        }
        arena.align();
        for (int i = 0; i < block.length(); i++) {
            assertEquals(i, arena.floats()[block.offset() + i]);
        }
    }
}
