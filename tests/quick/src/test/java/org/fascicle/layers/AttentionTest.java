package org.fascicle.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.fascicle.activations.Identity;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ShapeException;
import org.fascicle.graph.TensorType;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.initializers.GlorotUniform;
import org.fascicle.initializers.Normal;
import org.fascicle.nn.Layer;
import org.fascicle.nn.MergeLayer;
import org.fascicle.testkit.LayerContract;
import org.fascicle.testkit.Values;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AttentionTest {
    private static final HostTensor UNIT = HostTensor.of(Shape.of(2, 2), 1.0, 0, 0, 1);

    @Nested
    class MultiHeadAttentionTest extends LayerContract<MultiHeadAttention> {
    }

    @Nested
    class DroppingTest extends LayerContract<MultiHeadAttention> {
        @Override
        protected MultiHeadAttention contribution() {
            return new MultiHeadAttention(2, true, Optional.empty(), Optional.empty(), 0.3, true, true,
                    new GlorotUniform());
        }
    }

    @Nested
    class TransformerBlockTest extends LayerContract<TransformerBlock> {
    }

    @Nested
    class PostTransformerBlockTest extends LayerContract<TransformerBlock> {
        @Override
        protected TransformerBlock contribution() {
            return new TransformerBlock(1, 3, new Identity(), true, Optional.empty(), TransformerBlock.Order.POST,
                    0.2, Optional.empty(), 1e-5, false, true, new GlorotUniform());
        }
    }

    @Test
    void a_place_takes_a_mean_weighted_by_how_well_keys_match() {
        // one head, all projections the identity: scores are dot products over √2
        HostTensor x = HostTensor.of(Shape.of(1, 2, 2), 1.0, 0, 0, 2);
        double[] y = Given.use(plain(1, false), projections(x)).numbers();
        double own = Math.exp(1 / Math.sqrt(2));
        double a = own / (own + 1);
        double two = Math.exp(4 / Math.sqrt(2));
        double b = two / (two + 1);
        assertArrayEquals(new double[] {a, 2 * (1 - a), 1 - b, 2 * b}, y, 1e-12);
    }

    @Test
    void each_head_has_features_of_its_own() {
        // two heads of one feature each: head 0 sees 1 and 0, head 1 sees 0 and 2
        HostTensor x = HostTensor.of(Shape.of(1, 2, 2), 1.0, 0, 0, 2);
        double[] y = Given.use(plain(2, false), projections(x)).numbers();
        double first = Math.E / (Math.E + 1);
        double fourth = Math.exp(4) / (Math.exp(4) + 1);
        assertArrayEquals(new double[] {first, 1, 0.5, 2 * fourth}, y, 1e-12);
    }

    @Test
    void a_future_token_cannot_change_past_outputs() {
        HostTensor x = random("x", Shape.of(1, 4, 4));
        HostTensor other = x.copy();
        for (int i = 3 * 4; i < 4 * 4; i++) {
            other.set(i, 99);
        }
        for (Layer layer : List.of(new MultiHeadAttention(2, true), new TransformerBlock(2, 8, true))) {
            double[] one = Given.use(layer, Map.of("x", x)).numbers();
            double[] two = Given.use(layer, Map.of("x", other)).numbers();
            for (int i = 0; i < 3 * 4; i++) {
                assertEquals(one[i], two[i]);
            }
            assertNotEquals(one[15], two[15]);
        }
    }

    @Test
    void padding_is_not_looked_at() {
        HostTensor x = random("x", Shape.of(2, 4, 4));
        HostTensor lengths = HostTensor.of(Shape.of(2), 4, 2);
        Layer padded = masked("lengths");
        double[] all = Given.use(padded, Map.of("x", x, "lengths", lengths)).numbers();
        HostTensor second = HostTensor.of(Shape.of(1, 2, 4),
                Arrays.copyOfRange(x.doubles(), 4 * 4, 4 * 4 + 2 * 4));
        double[] alone = Given.use(new MultiHeadAttention(2, false), Map.of("x", second)).numbers();
        assertArrayEquals(alone, Arrays.copyOfRange(all, 4 * 4, 4 * 4 + 2 * 4), 1e-12);
    }

    @Test
    void a_mask_may_hide_any_place() {
        HostTensor x = random("x", Shape.of(1, 4, 4));
        Layer masked = masked("real");
        HostTensor mask = HostTensor.of(Shape.of(1, 4), 1, 0, 1, 0);
        double[] one = Given.use(masked, Map.of("x", x, "real", mask)).numbers();
        HostTensor other = x.copy();
        Arrays.fill(other.doubles(), 4, 8, 99);
        double[] two = Given.use(masked, Map.of("x", other, "real", mask)).numbers();
        assertArrayEquals(Arrays.copyOfRange(one, 0, 4), Arrays.copyOfRange(two, 0, 4));
        assertArrayEquals(Arrays.copyOfRange(one, 8, 12), Arrays.copyOfRange(two, 8, 12));
        ShapeException misfit = assertThrows(ShapeException.class, () -> Given.use(masked, Map.of("x", x,
                "real", HostTensor.of(Shape.of(1, 3), 1, 0, 1))));
        assertEquals("mask `real` cannot take i32[1,3] and f64[1,4,4]: it takes one number for each place of the "
                + "sequences, or i32 [batch] lengths", misfit.getMessage());
    }

    @Test
    void keys_and_values_may_come_from_elsewhere() {
        MergeLayer layer = new CrossAttention(1, Optional.empty(), 0, false, false, new GlorotUniform());
        Given.Outcome out = Given.run(false, Optional.empty(), Map.of("x", random("x", Shape.of(1, 2, 2)),
                "key", random("key", Shape.of(1, 3, 5)), "value", HostTensor.of(Shape.of(1, 3, 1), 3.0, 3, 3),
                "value.weight", HostTensor.of(Shape.of(1, 2), 1.0, 10), "output.weight", UNIT),
                scope -> layer.apply(Map.of("query", scope.input("x"), "key", scope.input("key"), "value",
                        scope.input("value")), scope).get("output"));
        assertArrayEquals(new double[] {3, 30, 3, 30}, out.numbers(), 1e-12);
    }

    @Test
    void a_sequence_of_length_0_gives_numbers() {
        Layer padded = masked("lengths");
        Given.Outcome out = Given.use(padded, Map.of("x", random("x", Shape.of(1, 3, 4)),
                "lengths", HostTensor.of(Shape.of(1), 0)));
        out.results().forEach((name, values) -> {
            for (double value : values.toDoubles()) {
                assertEquals(value, value, name);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> token_by_token_with_a_cache_is_the_same_as_all_at_once() {
        Map<String, Layer> layers = Map.of("attention", new MultiHeadAttention(2, true),
                "gpt", Sequential.of(new PositionalEmbedding(6, new Normal(0, 1)), new TransformerBlock(2, 8, true),
                        new SinusoidalPositions(100), new TransformerBlock(1, 8, true)),
                "rotary", new MultiHeadAttention(2, true, Optional.of(new Rotary()), Optional.empty(), 0, true, true,
                        new GlorotUniform()));
        return layers.entrySet().stream().flatMap(layer -> Stream.of(1, 2).map(size -> DynamicTest.dynamicTest(
                layer.getKey() + ", pieces of " + size, () -> generate(layer.getValue(), size))));
    }

    private static void generate(Layer layer, int size) {
        HostTensor x = random("x", Shape.of(2, 4, 4));
        double[] whole = Given.use(layer, Map.of("x", x)).numbers();
        Map<String, HostTensor> values = new HashMap<>();
        for (int place = 0; place < 4; place += size) {
            values.put("x", places(x, place, size));
            values.put("position", HostTensor.of(Shape.SCALAR, place));
            Given.Outcome step = Given.goOn(layer, 6, values);
            double[] expected = places(HostTensor.of(Shape.of(2, 4, 4), whole), place, size).doubles();
            assertArrayEquals(expected, step.numbers(), 1e-12, "place " + place);
            step.results().forEach((name, value) -> {
                if (name.startsWith("state ")) {
                    values.put(name.replace("state ", ""), value);
                }
            });
        }
        assertEquals(Shape.of(2, layer instanceof MultiHeadAttention ? 2 : 1, 6, layer instanceof MultiHeadAttention
                ? 2 : 4), values.get(layer instanceof MultiHeadAttention ? "keys" : "3.attention.keys").type().shape());
    }

    @Test
    void a_rotation_keeps_lengths_and_knows_distances_alone() {
        HostTensor x = HostTensor.of(Shape.of(1, 1, 3, 2), 1.0, 0, 1, 0, 0, 2);
        for (Rotary.Pairs pairs : Rotary.Pairs.values()) {
            double[] y = Given.run(false, Optional.empty(), Map.of("x", x), scope ->
                    new Rotary(10_000, pairs).apply(scope.input("x"), Optional.empty())).numbers();
            assertArrayEquals(new double[] {1, 0, Math.cos(1), Math.sin(1), -2 * Math.sin(2), 2 * Math.cos(2)}, y,
                    1e-12);
        }
    }

    @Test
    void what_sees_the_places_behind_cannot_go_on() {
        ShapeException misfit = assertThrows(ShapeException.class, () -> Given.goOn(new MultiHeadAttention(2, false), 6,
                Map.of("x", random("x", Shape.of(1, 1, 4)), "position", HostTensor.of(Shape.SCALAR, 0))));
        assertEquals("multi-head-attention cannot take f64[1,1,4]: its places see those behind them, so a sequence "
                + "cannot come piece by piece; make it causal, or give it whole sequences", misfit.getMessage());
    }

    @Test
    void cross_attention_takes_means_of_the_memory() {
        // every key is the same, so the means are plain; values are the memory's own features
        MergeLayer layer = new CrossAttention(1, Optional.of("lengths"), 0, false, false, new GlorotUniform());
        HostTensor memory = HostTensor.of(Shape.of(1, 3, 2), 1.0, 10, 3, 30, 77, 77);
        Given.Outcome out = Given.run(false, Optional.empty(), Map.of("x", random("x", Shape.of(1, 2, 2)),
                "memory", memory, "lengths", HostTensor.of(Shape.of(1), 2), "query.weight", UNIT,
                "key.weight", HostTensor.zeros(TensorType.of(DType.F64, 2, 2)), "value.weight", UNIT,
                "output.weight", UNIT), scope -> layer.apply(Map.of("query", scope.input("x"), "memory",
                        scope.input("memory")), scope).get("output"));
        assertArrayEquals(new double[] {2, 20, 2, 20}, out.numbers(), 1e-12);
    }

    @Test
    void a_missing_input_is_named() {
        ShapeException misfit = assertThrows(ShapeException.class, () -> Given.run(false, Optional.empty(),
                Map.of("x", random("x", Shape.of(1, 2, 2))), scope -> new CrossAttention(1)
                        .apply(Map.of("query", scope.input("x")), scope).get("output")));
        assertEquals("cross-attention cannot take f64[1,2,2]: it takes an input `memory`, and came with [query]; name "
                + "its inputs", misfit.getMessage());
    }

    @Test
    void the_paths_of_a_block_read_as_in_papers() {
        Set<String> expected = new TreeSet<>(Set.of("norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias",
                "linear1.weight", "linear1.bias", "linear2.weight", "linear2.bias"));
        for (String part : List.of("query", "key", "value", "output")) {
            expected.add("attention." + part + ".weight");
            expected.add("attention." + part + ".bias");
        }
        assertEquals(expected, new TreeSet<>(Forward.parameters(new TransformerBlock(2, 8, true),
                TensorType.of(DType.F32, 2, 3, 4)).keySet()));
    }

    @Test
    void a_decoder_reads_its_memory_and_not_its_future() {
        MergeLayer decoder = new TransformerDecoder(2, 8);
        HostTensor x = random("x", Shape.of(1, 3, 4));
        HostTensor memory = random("memory", Shape.of(1, 2, 5));
        double[] one = decode(decoder, x, memory);
        HostTensor later = x.copy();
        later.set(11, 50);
        double[] two = decode(decoder, later, memory);
        for (int i = 0; i < 8; i++) {
            assertEquals(one[i], two[i]);
        }
        HostTensor other = memory.copy();
        other.set(0, 50);
        assertNotEquals(one[0], decode(decoder, x, other)[0]);
    }

    @Test
    void features_that_the_heads_cannot_share_are_refused() {
        ShapeException misfit = assertThrows(ShapeException.class, () -> Forward.trace(
                Sequential.of(new MultiHeadAttention(3, true)), TensorType.of(DType.F32, 2, 5, 4)));
        assertEquals("0: multi-head-attention cannot take f32[2,5,4]: it takes floating [batch, time, features] whose "
                + "features can be dealt out to 3 heads; let heads divide the features", misfit.getMessage());
    }

    private static double[] decode(MergeLayer decoder, HostTensor x, HostTensor memory) {
        return Given.run(false, Optional.empty(), Map.of("x", x, "memory", memory), scope -> decoder.apply(
                Map.of("query", scope.input("x"), "memory", scope.input("memory")), scope).get("output")).numbers();
    }

    private static Layer plain(int heads, boolean causal) {
        return new MultiHeadAttention(heads, causal, Optional.empty(), Optional.empty(), 0, false, false,
                new GlorotUniform());
    }

    private static Layer masked(String input) {
        return new MultiHeadAttention(2, false, Optional.empty(), Optional.of(input), 0, true, true,
                new GlorotUniform());
    }

    private static Map<String, HostTensor> projections(HostTensor x) {
        return Map.of("x", x, "query.weight", UNIT, "key.weight", UNIT, "value.weight", UNIT, "output.weight", UNIT);
    }

    /** Some places of both sequences of 4 places and 4 features. */
    private static HostTensor places(HostTensor x, int from, int count) {
        double[] values = new double[2 * count * 4];
        for (int example = 0; example < 2; example++) {
            System.arraycopy(x.doubles(), (example * 4 + from) * 4, values, example * count * 4, count * 4);
        }
        return HostTensor.of(Shape.of(2, count, 4), values);
    }

    private static HostTensor random(String name, Shape shape) {
        return HostTensor.of(new TensorType(DType.F64, shape),
                Values.between(-1, 1).draw(shape.elements(), ThreefryRandom.of(1, name)));
    }
}
