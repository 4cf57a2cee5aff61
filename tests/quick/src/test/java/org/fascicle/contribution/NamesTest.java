package org.fascicle.contribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void the_distance_counts_insertions_removals_replacements_and_exchanges() {
        assertEquals(0, Names.distance("relu", "relu"));
        assertEquals(3, Names.distance("kitten", "sitting"));
        assertEquals(1, Names.distance("dropuot", "dropout"));
        assertEquals(4, Names.distance("", "relu"));
        assertEquals(4, Names.distance("relu", ""));
    }

    @Test
    void capitals_and_hyphens_are_no_difference() {
        List<String> names = List.of("learningRate", "leaky-relu", "max-pool-2d");
        assertEquals(Optional.of("learningRate"), Names.nearest("learning_rate", names));
        assertEquals(Optional.of("leaky-relu"), Names.nearest("LeakyReLU", names));
        assertEquals(Optional.of("max-pool-2d"), Names.nearest("MaxPool2D", names));
    }

    @Test
    void a_name_like_no_other_has_no_nearest() {
        assertEquals(Optional.empty(), Names.nearest("transformer", List.of("relu", "dense", "dropout")));
        assertEquals(Optional.empty(), Names.nearest("x", List.of()));
    }

    @Test
    void names_are_related_where_one_holds_the_other() {
        List<String> names = List.of("multi-head-attention", "lstm", "max-pool2d", "cross-attention", "to");
        assertEquals(List.of("cross-attention", "multi-head-attention"), Names.related("Attention", names));
        assertEquals(List.of("lstm"), Names.related("LSTMCell", names));
        assertEquals(List.of(), Names.related("residual", names));
        assertEquals(List.of(), Names.related("a", names));
    }
}
