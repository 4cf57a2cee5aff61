package org.fascicle.workbench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.fascicle.data.Batch;
import org.junit.jupiter.api.Test;

class LoaderTest {
    private static final Line LINE = new Line(10, 2, 1);

    @Test
    void batches_come_in_the_order_asked_for_and_the_last_is_smaller() throws Exception {
        int[] order = {9, 8, 7, 6, 5, 4, 3, 2, 1, 0};
        List<List<Long>> batches = new ArrayList<>();
        Line.Points points = LINE.split();
        try (Loader loader = Loader.start(points, order, BatchBuffers.of(points, 4))) {
            while (loader.next()) {
                batches.add(numbers(loader.batch()));
            }
            assertFalse(loader.next(), "the end stays the end");
        }
        assertEquals(List.of(List.of(9L, 8L, 7L, 6L), List.of(5L, 4L, 3L, 2L), List.of(1L, 0L)), batches);
    }

    private static List<Long> numbers(Batch batch) {
        return LongStream.range(0, batch.size())
                .map(i -> Math.round(batch.tensor("x").get((int) i) * LINE.size())).boxed().toList();
    }

    @Test
    void passes_share_their_memory() throws Exception {
        Line.Points points = LINE.split();
        BatchBuffers buffers = BatchBuffers.of(points, 3);
        int[] order = IntStream.range(0, 10).toArray();
        Set<Batch> first = batches(points, order, buffers);
        assertEquals(first, batches(points, order, buffers));
        assertEquals(4, first.size(), "three whole ones at most, and the small one");
    }

    private static Set<Batch> batches(Line.Points points, int[] order, BatchBuffers buffers) throws Exception {
        Set<Batch> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        try (Loader loader = Loader.start(points, order, buffers)) {
            while (loader.next()) {
                seen.add(loader.batch());
            }
        }
        return seen;
    }

    @Test
    void reading_runs_no_further_ahead_than_its_memory() throws Exception {
        Line line = new Line(1000, 2, 1);
        Line.Points points = line.split();
        Loader loader = Loader.start(points, IntStream.range(0, 1000).toArray(), BatchBuffers.of(points, 10));
        assertTrue(loader.next());
        loader.close();
        // one batch lent, two ahead, and one that was being filled when it was closed
        assertTrue(points.seen().size() <= 40, () -> points.seen().size() + " examples were read");
    }

    @Test
    void closing_in_the_middle_ends_the_thread() throws Exception {
        Line.Points points = LINE.split();
        Loader loader = Loader.start(points, IntStream.range(0, 10).toArray(), BatchBuffers.of(points, 1));
        assertTrue(loader.next());
        loader.close();
        loader.close();
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("fascicle data")));
    }

    @Test
    void what_reading_throws_comes_after_the_batches_before_it() throws Exception {
        Line.Points points = new Line(10, 2, 1, 5, false).split();
        try (Loader loader = Loader.start(points, IntStream.range(0, 10).toArray(), BatchBuffers.of(points, 2))) {
            assertTrue(loader.next());
            assertTrue(loader.next());
            assertThrows(Loader.ReadException.class, loader::next);
        }
    }

    @Test
    void a_split_smaller_than_a_batch_is_one_batch() throws Exception {
        Line.Points points = LINE.split();
        assertEquals(1, batches(points, IntStream.range(0, 10).toArray(), BatchBuffers.of(points, 64)).size());
    }
}
