package org.fascicle.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.fascicle.data.Batch;
import org.fascicle.data.DataException;
import org.fascicle.data.Fingerprint;
import org.fascicle.data.Split;
import org.fascicle.data.Splits;
import org.junit.jupiter.api.Test;

class TextTest {
    /** 100 characters: 90 to learn from, 5 for validation, 5 for the test. */
    private static final String TEXT = "abcdefghij".repeat(9) + "vwxyz" + "VWXYZ";

    private static Splits blocks(int block, int stride) throws DataException {
        return Characters.of(TEXT).blocks(block, stride, Fingerprint.of());
    }

    private static String text(Split split, int example, String feature) {
        Batch batch = Batch.of(2, split.features());
        split.read(example, batch, 1);
        int block = split.features().getFirst().type().shape().size(0);
        List<String> vocabulary = split.features().getFirst().classes();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < block; i++) {
            text.append(vocabulary.get(batch.tensor(feature).ints()[block + i]));
        }
        return text.toString();
    }

    @Test
    void the_vocabulary_is_the_characters_that_occur_in_the_order_of_their_code_points() {
        Characters text = Characters.of("ba\uD83D\uDE00\nb");
        assertEquals(List.of("\n", "a", "b", "\uD83D\uDE00"), text.vocabulary());
        assertArrayEquals(new int[] {2, 1, 3, 0, 2}, text.numbers());
    }

    @Test
    void the_target_is_the_text_one_place_further_on() throws DataException {
        Split train = blocks(4, 4).train();
        assertEquals("efgh", text(train, 1, "x"));
        assertEquals("fghi", text(train, 1, "y"));
    }

    @Test
    void the_parts_follow_each_other_and_no_block_reaches_into_the_next_part() throws DataException {
        Splits splits = blocks(4, 4);
        // the last block needs a character behind it: 22 · 4 + 1 of the 90
        assertEquals(22, splits.train().size());
        assertEquals("efgh", text(splits.train(), 21, "x"));
        assertEquals(1, splits.validation().orElseThrow().size());
        assertEquals("vwxy", text(splits.validation().orElseThrow(), 0, "x"));
        assertEquals("wxyz", text(splits.validation().orElseThrow(), 0, "y"));
        assertEquals("WXYZ", text(splits.test().orElseThrow(), 0, "y"));
    }

    @Test
    void training_blocks_may_overlap() throws DataException {
        Split train = blocks(4, 1).train();
        assertEquals(86, train.size());
        assertEquals("bcde", text(train, 1, "x"));
        assertEquals("ghij", text(train, 85, "y"));
        assertEquals(29, blocks(4, 3).train().size());
    }

    @Test
    void a_text_that_is_too_short_is_refused_with_the_remedy() {
        DataException refused = assertThrows(DataException.class, () -> blocks(5, 5));
        assertTrue(refused.getMessage().endsWith("make the blocks shorter"), refused.getMessage());
    }
}
